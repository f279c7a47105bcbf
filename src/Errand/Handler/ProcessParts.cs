using Errand.Membership;
using Errand.Signals;

namespace Errand.Handler;

/// <summary>Where the handlers of a process make themselves known to its other roles.</summary>
internal sealed record ProcessParts(LocalMembers Members, LocalHandlers Handlers, LocalRuns Runs, TaskEvents Events);
