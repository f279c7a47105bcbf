using Errand.Membership;
using Errand.Signals;
using Errand.Storage;
using Errand.Types;

namespace Errand.Handler;

/// <summary>What every handler of a process shares.</summary>
internal sealed record HandlerParts(
    IRunStore RunStore, IMemberStore MemberStore, TaskRegistry Registry, LocalMembers Locals, LocalHandlers LocalHandlers,
    LocalRuns LocalRuns, TaskEvents Events,
    IServiceProvider Services, TimeProvider Time);
