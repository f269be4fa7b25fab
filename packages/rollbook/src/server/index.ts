// The face of server: Codex's app-server protocol for its clients, and the viewer's interface over HTTP; both read-only.

export { serve, type Client, type ServeOptions } from "./serve.ts";
export {
  isLoopback,
  serveViewer,
  type CountStats,
  type ShareSession,
  type SurveyHomes,
  type ViewerServer,
  type ViewerServerOptions,
} from "./viewer/index.ts";
