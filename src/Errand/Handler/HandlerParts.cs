using Errand.Storage;
using Errand.Types;

namespace Errand.Handler;

/// <summary>What every handler of a process shares.</summary>
internal sealed record HandlerParts(
    IRunStore RunStore, IMemberStore MemberStore, TaskRegistry Registry, ProcessParts Process, IServiceProvider Services,
    TimeProvider Time);
