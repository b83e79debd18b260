/** Key of the dashboard's own data in a meeting's free `metadata` object. */
export const dashboardKey = 'claritalk_dashboard';
