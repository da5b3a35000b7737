import * as people from '../api/people.js';
import * as session from '../api/session.js';

/** An address has no passkeys (WebAuthn, 5.1.2): they belong to a name. */
const ADDRESS = /^[\d.]+$|^\[/;

/** Whether this browser can have passkeys here. */
export const arePossible = () => 'PublicKeyCredential' in window && !ADDRESS.test(location.hostname);

/** Where this page has passkeys, when it is open under an address of this machine. */
export const elsewhere = () =>
  location.hostname === '127.0.0.1' ? `${location.protocol}//localhost:${location.port}${location.pathname}` : null;

/** Makes one and adds it. @type {(label: string) => Promise<void>} */
export async function add(label) {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(await people.passkeyOptions());
  const made = await navigator.credentials.create({ publicKey }).catch(refused);
  if (made instanceof PublicKeyCredential) await people.addPasskey(label, made.toJSON());
}

/** Signs in with one. */
export async function signIn() {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(await session.passkeyOptions());
  const shown = await navigator.credentials.get({ publicKey }).catch(refused);
  if (shown instanceof PublicKeyCredential) await session.signInWithPasskey(shown.toJSON());
}

/** Browsers do not say whether there was none or somebody cancelled (WebAuthn, 14.5). @returns {never} */
function refused(/** @type {unknown} */ failure) {
  if (failure instanceof DOMException && failure.name === 'InvalidStateError') {
    throw new Error('This device has a passkey for you already.');
  }
  throw new Error('Nothing came of it: no passkey was chosen here, or the browser refused.');
}
