/** Gateways that collect their garbage when they are told to: left alone, they let tens of MB gather first, whatever they do. */

/** Part of the environment of a gateway. */
export const collecting = {
  NODE_OPTIONS: "--expose-gc --import data:text/javascript,process.on('SIGUSR2',()=>gc())",
};

/** Has a running one collect: what nobody holds any longer is not counted. */
export function collect(pid: number | undefined): void {
  if (pid !== undefined) process.kill(pid, 'SIGUSR2');
}
