import { settings } from '../src/settings';

export default () => ({
  connection: {
    client: 'sqlite',
    connection: { filename: settings.databaseFile },
    useNullAsDefault: true,
  },
});
