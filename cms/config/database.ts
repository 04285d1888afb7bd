import { keepStatements } from '../src/database/prepared-statements';
import { settings } from '../src/settings';

type Created = Parameters<typeof keepStatements>[0] & { pragma: (text: string) => unknown };

export default () => ({
  connection: {
    client: 'sqlite',
    connection: { filename: settings.databaseFile },
    pool: {
      afterCreate: (connection: Created, done: (error: null, connection: Created) => void) => {
        // What is erased, such as a comment, is overwritten and not only left out.
        connection.pragma('secure_delete = ON');
        keepStatements(connection);
        done(null, connection);
      },
    },
    useNullAsDefault: true,
    // What is written, such as a comment, is not told to the log when it fails.
    compileSqlOnError: false,
  },
});
