using System.Collections.Concurrent;
using Errand.Handler.Running;
using Errand.Storage.Messages;
using Errand.Tests.Hosting;

namespace Errand.Tests.Handler;

public sealed class RunSlotsTests : IDisposable
{
    private readonly ConcurrentQueue<long> _started = new();
    private readonly ConcurrentDictionary<long, TaskCompletionSource> _ends = new();
    private readonly BlockingCollection<long> _starts = [];
    private readonly ConcurrentBag<long> _away = [];
    private readonly TestSlots _handler;

    public RunSlotsTests() => _handler = new TestSlots(RunAsync);

    public void Dispose()
    {
        _handler.Dispose();
        _starts.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_slot_that_is_kept_for_one_is_not_filled_by_another_that_came_ahead(bool isKeptFirst)
    {
        RunSlots slots = await _handler.CreateAsync(1);
        SlotCount kept = isKeptFirst ? slots.Reserve(most: 1, ahead: 0) : default;
        SlotCount ahead = isKeptFirst ? slots.Reserve(most: 1, ahead: 1) : new SlotCount(0, 0);
        kept = isKeptFirst ? kept : slots.Reserve(most: 1, ahead: 0);
        Assert.Equal((1, isKeptFirst ? 1 : 0), (kept.Slots, ahead.Ahead));

        Assert.True(TestSlots.TryAdd(slots, 1, ref ahead));
        Assert.Equal((0, 1), (slots.Running, slots.Ahead));
        Assert.True(TestSlots.TryAdd(slots, 2, ref kept));

        Assert.Equal(2, Started());
        End(2);
        Assert.Equal(1, Started());
        End(1);
        slots.Close();
        await slots.Idle.Soon();
    }

    [Fact]
    public async Task What_waits_starts_in_a_slot_that_was_kept_and_not_filled()
    {
        RunSlots slots = await _handler.CreateAsync(1);
        SlotCount kept = slots.Reserve(most: 1, ahead: 0), ahead = slots.Reserve(most: 1, ahead: 1);
        TestSlots.TryAdd(slots, 1, ref ahead);
        Assert.Equal((0, 1), (slots.Running, slots.Ahead));
        slots.Return(kept);
        Assert.Equal(1, Started());
        End(1);
        slots.Close();
        await slots.Idle.Soon();
    }

    [Fact]
    public async Task Room_is_kept_once_and_free_again_when_it_is_returned()
    {
        RunSlots slots = await _handler.CreateAsync(2);
        SlotCount first = slots.Reserve(most: 1, ahead: 3), second = slots.Reserve(most: 9, ahead: 3);
        Assert.Equal((new SlotCount(1, 0), new SlotCount(1, 3)), (first, second));
        Assert.Equal(default, slots.Reserve(most: 9, ahead: 3));
        slots.Return(second);
        Assert.Equal(new SlotCount(1, 3), slots.Reserve(most: 9, ahead: 3));
    }

    [Fact]
    public async Task The_next_task_does_not_run_inside_of_whatever_ended_the_one_before()
    {
        RunSlots slots = await _handler.CreateAsync(1);
        TestSlots.TryAdd(slots, 1);
        Assert.Equal(1, Started());
        TestSlots.TryAdd(slots, 2);
        int ender = Environment.CurrentManagedThreadId;
        // Runs what waits for it right here.
        _ends[1].SetResult();
        Assert.Equal(2, Started());
        Assert.NotEqual(ender, StartedOn);
        End(2);
        slots.Close();
        await slots.Idle.Soon();
    }

    [Fact]
    public async Task A_slot_that_a_run_left_is_filled_and_the_run_goes_on_in_the_next_that_is_free()
    {
        RunSlots slots = await _handler.CreateAsync(1);
        Assert.True(TestSlots.TryAdd(slots, 1));
        Assert.Equal(1, Started());
        Assert.True(TestSlots.TryAdd(slots, 2));
        Assert.True(TestSlots.TryAdd(slots, 3));

        slots.Leave();
        Assert.Equal(2, Started());
        SlotRequest back = slots.AskBack();
        Assert.False(back.Task.IsCompleted);
        // The one that went on comes first, though another was claimed before it asked.
        End(2);
        await back.Task.Soon();
        Assert.Empty(_starts);
        End(1);
        Assert.Equal(3, Started());
        End(3);
        slots.Close();
        await slots.Idle.Soon();
    }

    [Fact]
    public async Task A_slot_that_was_left_is_room_like_any_other()
    {
        RunSlots slots = await _handler.CreateAsync(2);
        Assert.True(TestSlots.TryAdd(slots, 1));
        slots.Leave();
        SlotCount kept = slots.Reserve(most: 9, ahead: 0);
        Assert.Equal(new SlotCount(2, 0), kept);
        SlotRequest back = slots.AskBack();
        Assert.False(back.Task.IsCompleted);
        slots.Return(kept);
        Assert.True(back.Task.IsCompleted);
        Assert.Equal(new SlotCount(1, 0), slots.Reserve(most: 9, ahead: 0));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_that_ends_without_a_slot_frees_none(bool asks)
    {
        RunSlots slots = await _handler.CreateAsync(1);
        Assert.True(TestSlots.TryAdd(slots, 1));
        Assert.Equal(1, Started());
        slots.Leave();
        Assert.True(TestSlots.TryAdd(slots, 2));
        Assert.Equal(2, Started());
        SlotRequest? back = asks ? slots.AskBack() : null;
        Assert.False(slots.EndAway(back));
        _away.Add(1);
        End(1);
        slots.Close();
        Assert.Equal((1, false), (slots.Running, slots.Idle.IsCompleted));
        End(2);
        await slots.Idle.Soon();
    }

    [Fact]
    public async Task A_slot_that_came_too_late_for_its_run_is_free_again()
    {
        RunSlots slots = await _handler.CreateAsync(1);
        Assert.True(TestSlots.TryAdd(slots, 1));
        Assert.Equal(1, Started());
        slots.Leave();
        SlotRequest back = slots.AskBack();
        Assert.True(back.Task.IsCompleted);
        Assert.True(slots.EndAway(back));
        End(1);
        slots.Close();
        await slots.Idle.Soon();
    }

    private int StartedOn { get; set; }

    private async Task<bool> RunAsync(TaskClaim claim)
    {
        _started.Enqueue(claim.Id.Value);
        StartedOn = Environment.CurrentManagedThreadId;
        TaskCompletionSource end = _ends[claim.Id.Value] = new TaskCompletionSource();
        _starts.Add(claim.Id.Value);
        await end.Task;
        return !_away.Contains(claim.Id.Value);
    }

    /// <summary>The next that started.</summary>
    private long Started() => _starts.TryTake(out long id, TimeSpan.FromSeconds(40)) ? id : throw new TimeoutException();

    private void End(long id) => _ends[id].SetResult();
}
