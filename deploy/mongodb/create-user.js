// Runs once, when the volume is new: the services get an account for their three databases alone.
db.getSiblingDB('admin').createUser({
  user: 'galley',
  pwd: process.env.GALLEY_MONGO_PASSWORD,
  roles: ['galley_posts', 'galley_site', 'galley_feeds'].map((name) => ({ role: 'readWrite', db: name })),
});
