/** Whether an enabled connection of this id exists. There are none until an admin can make one. */
export const isConnection = async (_id: string): Promise<boolean> => false;
