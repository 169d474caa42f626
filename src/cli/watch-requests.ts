import { layout } from '../core/layout.ts';
import { requests as operation, type RequestsOutput } from '../operations/requests.ts';
import { printRequests, requestLine } from './print/requests.ts';
import { exits, type Stage } from './stage.ts';
import { painter } from './style.ts';
import { keepShowing, recordView, screenView, type View } from './view.ts';

const folders = [layout.requests, layout.queue('awaiting')];

type Input = Parameters<typeof operation.run>[1];

/** Shows what people are asked until q, Ctrl-C, or for ever; piped, a line for each change. */
export async function watchRequests(stage: Stage, input: Input): Promise<number> {
  const over = new AbortController();
  const { terminal, context } = stage;
  const print = ({ requests }: RequestsOutput) => {
    if (requests.length === 0) return 'nobody is asked anything\n';
    const nowMs = Date.parse(context.clock.now().at);
    return printRequests(requests, painter(terminal.color), terminal.columns(), nowMs);
  };
  const view = stage.json
    ? recordView<RequestsOutput>(stage)
    : terminal.hasScreen
      ? screenView(stage, print, () => over.abort())
      : ticker(stage);
  const look = () => operation.run(context, input);
  await keepShowing(stage, view, look, folders, over);
  view.leave(await look());
  return exits.ok;
}

/** Plain lines: one for each that is asked, and one for what became of it, as far as it is shown. */
function ticker({ terminal }: Stage): View<RequestsOutput> {
  const told = new Map<string, string>();
  const draw = ({ requests }: RequestsOutput) => {
    for (const request of requests) {
      if (told.get(request.id) === request.is) continue;
      told.set(request.id, request.is);
      terminal.out(`${requestLine(request)}\n`);
    }
  };
  return { draw, close: () => undefined, leave: draw };
}
