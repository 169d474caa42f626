import '../support/ps-only.ts';
import '../contracts/launcher.test.ts';
import './identity.test.ts';
import './local-look.test.ts';
import './processes.test.ts';
import './reserve.test.ts';
import './sweep.test.ts';
