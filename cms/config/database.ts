import { keepStatements } from '../src/database/prepared-statements';
import { settings } from '../src/settings';

type Created = Parameters<typeof keepStatements>[0];

export default () => ({
  connection: {
    client: 'sqlite',
    connection: { filename: settings.databaseFile },
    pool: {
      afterCreate: (connection: Created, done: (error: null, connection: Created) => void) => {
        keepStatements(connection);
        done(null, connection);
      },
    },
    useNullAsDefault: true,
  },
});
