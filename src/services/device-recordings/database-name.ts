/** Name of the recorder's database in the browser. */
export const recorderDatabaseName = 'claritalk-recorder';
