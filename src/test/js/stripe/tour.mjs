// Drives the sandbox Stripe with the official JavaScript client. Prints one line for each part: "ok name" or
// "failed name: why". The address in STRIPE_BASE is that of a recorder in front of the sandbox.
import * as books from './books.mjs';
import * as payments from './payments.mjs';
import * as transport from './transport.mjs';

for (const [name, part] of Object.entries({ ...payments, ...books, ...transport })) {
  try {
    await part();
    console.log(`ok ${name}`);
  } catch (error) {
    const why = [error.stack ?? error, error.detail?.stack ?? ''].join('\n').replaceAll('\n', ' | ');
    console.log(`failed ${name}: ${why}`);
  }
}
