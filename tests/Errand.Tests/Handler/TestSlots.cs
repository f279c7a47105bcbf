using Errand.Handler.Running;
using Errand.Membership;
using Errand.Storage;
using Errand.Storage.Messages;
using Errand.Tests.Web;
using Microsoft.Extensions.Logging.Abstractions;

namespace Errand.Tests.Handler;

/// <summary>Makes slots for a handler that is nothing else.</summary>
/// <param name="run">Runs one task: whether it has its slot at its end.</param>
internal sealed class TestSlots(Func<TaskClaim, Task<bool>> run) : IDisposable
{
    private readonly Member _member = new(
        new PatientStore(), new LocalMembers(), TimeProvider.System, "handler", 1, NullLogger.Instance);

    /// <summary>Set when there is a free slot that nothing takes.</summary>
    public AsyncSignal Wake { get; } = new();

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Slots of a handler that is alive.</summary>
    public async Task<RunSlots> CreateAsync(int size)
    {
        await _member.JoinAsync(CancellationToken.None);
        return CreateSilent(size);
    }

    /// <summary>Slots of a handler that has not heard from its store.</summary>
    public RunSlots CreateSilent(int size) => new(size, new TestRunner(run), _member, Wake, Time);

    /// <summary>A task that nobody reserved a slot for.</summary>
    public static bool TryAdd(RunSlots slots, long id)
    {
        SlotCount none = default;
        return TryAdd(slots, id, ref none);
    }

    public static bool TryAdd(RunSlots slots, long id, ref SlotCount reserved) =>
        slots.TryAdd(new RunnableTask(Claims.Numbered(id), FakeTypes.Free), ref reserved);

    public void Dispose() => _member.Dispose();

    /// <summary>Knows every member, and that all is well.</summary>
    private sealed class PatientStore : IMemberStore
    {
        public Task JoinAsync(MemberEntry entry, TimeSpan lease) => Task.CompletedTask;

        public BeatAnswer Beat(BeatRequest beat) => new(IsDead: false, Cancelled: [], Lost: []);

        public Task LeaveAsync(MemberId id) => Task.CompletedTask;

        public Task<IReadOnlyList<LiveMember>> ListMembersAsync(CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<LiveMember>>([]);

        public Task<IReadOnlyList<GoneMember>> ListGoneAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
