export const latvian = {};
