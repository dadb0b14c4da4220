export default function Page() {
  return <p>Better Auth for the benchmark.</p>;
}
