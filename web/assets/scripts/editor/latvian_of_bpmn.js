export const latvianOfBpmn = {};
