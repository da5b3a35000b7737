// Runs once, when the volume is new: each service gets an account for its own database alone.
const accounts = [
  ['post-service', 'galley_posts', process.env.MONGO_POST_PASSWORD],
  ['render-service', 'galley_site', process.env.MONGO_RENDER_PASSWORD],
  ['feed-service', 'galley_feeds', process.env.MONGO_FEED_PASSWORD],
];
for (const [user, database, pwd] of accounts) {
  db.getSiblingDB('admin').createUser({ user, pwd, roles: [{ role: 'readWrite', db: database }] });
}
