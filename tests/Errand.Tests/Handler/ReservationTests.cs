using Errand.Signals;
using Errand.Storage.Messages;
using Errand.Tests.Hosting;
using Errand.Tests.Storage;

namespace Errand.Tests.Handler;

public abstract class ReservationTests(StoreKind kind) : OnEveryStore(kind)
{
    [Fact]
    public async Task A_task_that_is_submitted_beside_a_free_slot_runs_without_a_claim()
    {
        await using TestHost host = await StartAsync(errand => errand.MapTask("add", (int x, int y) => x + y));
        TaskId id = await host.SubmitAsync("add", new { x = 1, y = 2 });
        TaskView done = await host.DoneAsync(id).Soon();
        Assert.Equal((OutcomeState.Succeeded, 1, 3), (done.Outcome, done.Attempt, done.Result!.Value.GetInt32()));
        Assert.Equal([id], host.Store.Reserved);
        Assert.DoesNotContain(host.Store.Claims, claim => claim.Answer.Claims.Count > 0);
    }

    [Fact]
    public async Task A_handler_is_handed_no_more_than_it_has_slots_for()
    {
        TaskCompletionSource release = Waiting.NewSignal();
        await using TestHost host = await StartAsync(errand => errand.MapTask("wait", () => release.Task), slots: 2);
        var ids = new List<TaskId>();
        for (int i = 0; i < 4; i++)
        {
            ids.Add(await host.SubmitAsync("wait"));
        }

        Assert.Equal(ids.Take(2), host.Store.Reserved);
        release.SetResult();
        await Task.WhenAll(ids.Select(host.DoneAsync)).Soon();
    }

    [Fact]
    public async Task A_second_handler_of_the_process_has_room_when_the_first_has_none()
    {
        using var both = new Barrier(2);
        await using TestHost host = await StartAsync(
            errand => errand.MapTask("meet", () => both.SignalAndWait(Waiting.Stop)), slots: 1, handlers: 2);
        TaskId[] ids = [await host.SubmitAsync("meet"), await host.SubmitAsync("meet")];
        await Task.WhenAll(ids.Select(host.DoneAsync)).Soon();
        Assert.Equal(ids, host.Store.Reserved);
    }

    [Fact]
    public void A_place_behind_slow_tasks_is_taken_only_where_no_handler_has_a_free_slot()
    {
        var handlers = new LocalHandlers();
        List<(int Handler, bool MayAllWait)> asked = [];
        handlers.Add(new FullHandler(mayAllWait => asked.Add((1, mayAllWait))));
        handlers.Add(new FullHandler(mayAllWait => asked.Add((2, mayAllWait))));
        Assert.Null(handlers.Reserve("q", 1));
        Assert.Equal([(1, false), (2, false), (1, true), (2, true)], asked);
    }

    [Fact]
    public async Task A_handler_that_stops_waits_for_what_is_being_stored_for_it_and_hands_it_back()
    {
        TaskCompletionSource sent = Waiting.NewSignal(), goOn = Waiting.NewSignal();
        await using TestHost host = await StartAsync(errand => errand.MapTask("add", (int x, int y) => x + y));
        host.Store.Before = async method =>
        {
            if (method == "Submit")
            {
                sent.SetResult();
                await goOn.Task;
            }
        };
        Task<TaskId> submit = host.Tasks.SubmitAsync("add", new { x = 1, y = 2 }, null, Waiting.Stop);
        await sent.Task.Soon();
        Task stopping = host.Stopping;
        Task stop = host.StopAsync();
        await stopping.Soon();
        Assert.False(stop.IsCompleted);
        goOn.SetResult();
        TaskId id = await submit.Soon();
        await stop.Soon();
        Assert.Equal([id], host.Store.Reserved);
        TaskRecord? task = await host.Store.FindAsync(id, 0, Waiting.Stop);
        Assert.True(
            task is { Status: TaskState.Waiting, Reason: TaskReason.Ready } or { Status: TaskState.Done, Outcome: OutcomeState.Succeeded });
        Assert.Empty(await host.Store.ListMembersAsync(Waiting.Stop));
    }

    [Fact]
    public async Task A_handler_that_stopped_is_handed_nothing()
    {
        await using TestHost host = await StartAsync(errand => errand.MapTask("add", (int x, int y) => x + y));
        await host.StopAsync().Soon();
        TaskId id = await host.SubmitAsync("add", new { x = 1, y = 2 });
        Assert.Equal(TaskState.Waiting, (await host.ViewAsync(id)).Status);
        Assert.Empty(host.Store.Reserved);
    }

    [Fact]
    public async Task A_hand_over_whose_answer_was_lost_runs_once()
    {
        bool lost = false;
        int runs = 0;
        await using TestHost host = await StartAsync(errand => errand.MapTask("count", () => Interlocked.Increment(ref runs)));
        host.Store.After = method =>
        {
            if (method == "Submit" && !lost)
            {
                lost = true;
                throw new OutcomeUnknownException("gone");
            }
        };
        TaskView done = await host.DoneAsync(await host.SubmitAsync("count")).Soon();
        Assert.Equal((OutcomeState.Succeeded, 1, true), (done.Outcome, done.Attempt, lost));
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task A_submit_that_the_store_did_not_take_leaves_the_room_free()
    {
        bool failed = false;
        await using TestHost host = await StartAsync(errand => errand.MapTask("add", (int x, int y) => x + y), slots: 1);
        host.Store.Before = method =>
        {
            if (method == "Submit" && !failed)
            {
                failed = true;
                throw new StoreUnavailableException("away");
            }

            return Task.CompletedTask;
        };
        TaskId id = await host.SubmitAsync("add", new { x = 1, y = 2 });
        await host.DoneAsync(id).Soon();
        Assert.Equal([id], host.Store.Reserved);
        Assert.True(failed);
    }

    private sealed class FullHandler(Action<bool> asked) : IHandlerSlots
    {
        public Reservation? Reserve(string queue, int most, bool mayAllWait)
        {
            asked(mayAllWait);
            return null;
        }
    }
}

public sealed class SqliteReservationTests() : ReservationTests(StoreKind.Sqlite);

public sealed class PostgresReservationTests() : ReservationTests(StoreKind.Postgres);
