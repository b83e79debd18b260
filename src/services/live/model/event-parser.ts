/** One event of the stream: its data, and the id that the stream has reached. */
export interface StreamEvent {
  /** Undefined when the block only moved the id on. */
  readonly data: string | undefined;
  readonly id: string | undefined;
}

/**
 * Reads server-sent events out of pieces of text, cut anywhere
 * (https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation; the gateway ends its
 * lines with a line feed only).
 */
export function createEventParser(onEvent: (event: StreamEvent) => void): (text: string) => void {
  // Pieces of a line that has not ended yet; joined once, however small they are.
  let rest: string[] = [];
  let data: string[] = [];
  let id: string | undefined;
  return (text) => {
    const lines = text.split('\n');
    const last = lines.pop() ?? '';
    if (lines.length > 0) {
      lines[0] = [...rest, lines[0]].join('');
      rest = [];
    }
    rest.push(last);
    for (const line of lines) {
      if (line === '') {
        if (data.length > 0 || id !== undefined) {
          onEvent({ data: data.length > 0 ? data.join('\n') : undefined, id });
        }
        data = [];
        id = undefined;
      } else if (line.startsWith('data:')) data.push(line.slice(5).replace(/^ /, ''));
      else if (line.startsWith('id:')) id = line.slice(3).replace(/^ /, '');
    }
  };
}
