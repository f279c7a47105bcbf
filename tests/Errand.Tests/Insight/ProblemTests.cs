using Errand.Insight.Problems;
using Errand.Signals;
using Errand.Storage.Messages;
using Errand.Storage.Views;
using Errand.Tests.Lists;
using Errand.Tests.Web;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Insight;

/// <summary>The sentences, word by word, and where each kind begins.</summary>
public sealed class ProblemTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 24, 8, 15, 30, 125, TimeSpan.Zero);
    private static readonly WorkFacts Quiet = TestTasks.WorkOf(At);

    private static readonly MemberEntry Lab = new()
    {
        Id = new MemberId(Guid.Parse("38551bf3-c50a-49cc-8309-c07873b92903")),
        Role = "handler",
        Host = "lab3",
        Pid = 42,
        Version = ErrandVersion.Text,
        Slots = 4,
        StartedAt = At.AddHours(-5),
        Offer = new MemberOffer(["sim"], ["fit", "add"]),
    };

    [Fact]
    public async Task Nothing_is_wrong_with_a_quiet_server() => Assert.Empty(await ListAsync(Quiet));

    [Theory]
    [InlineData(400, 5, null, null)]
    [InlineData(50, 5, null, null)]
    [InlineData(49, 5, "warning", "Of 49 tasks of type fit that ended within 10 min, 5 failed, the last one with: boom.")]
    [InlineData(9, 4, null, null)]
    [InlineData(5, 5, "error", "Of 5 tasks of type fit that ended within 10 min, 5 failed, the last one with: boom.")]
    public async Task A_type_fails_when_more_than_a_tenth_and_at_least_five_do(int ended, int failed, string? severity, string? sentence)
    {
        var ends = new TypeEnds("fit", ended, failed, At.AddMinutes(-4), "boom.");

        IReadOnlyList<ServerProblem> found = await ListAsync(Quiet, [ends, new TypeEnds("add", 900, 0, null, null)]);

        if (sentence is null)
        {
            Assert.Empty(found);
        }
        else
        {
            Is(
                found, "failing", severity!, sentence,
                "Look at the errors and logs of these tasks. Once the cause is mended, run them again: POST /v1/tasks/actions.",
                At.AddMinutes(-4), null, "fit", "type:fit outcome:failed finished:<10m");
        }
    }

    [Fact]
    public async Task A_type_of_which_no_error_is_found_fails_without_one() => Assert.Equal(
        "Of 9 tasks of type fit that ended within 10 min, 9 failed.",
        Assert.Single(await ListAsync(Quiet, [new TypeEnds("fit", 9, 9, At, null)])).Sentence);

    [Fact]
    public async Task A_queue_that_nobody_serves_says_who_was_last()
    {
        TypeWait[] waiting = [Wait("gpu", "fit", TimeSpan.FromMinutes(12)), Wait("gpu", "add", TimeSpan.FromMinutes(3))];

        Is(
            await ListAsync(Quiet with { Waiting = waiting }), "no-handler", "error",
            "Queue gpu waits 12 min: no live handler serves it.", "Start a handler with HANDLER_QUEUES=gpu.", At.AddMinutes(-12), "gpu",
            null, "queue:gpu status:waiting");
        Is(
            await ListAsync(With(
                waiting, Gone(Lab with { Host = "lab1" }, 1), Gone(Lab with { Host = "lab2", Offer = null }, 4),
                Gone(Lab with { Offer = new MemberOffer(["gpu"], []) }, 9))),
            "no-handler", "error", "Queue gpu waits 12 min: no live handler serves it; the last was on lab2, gone 4 min ago.",
            "Start a handler with HANDLER_QUEUES=gpu.", At.AddMinutes(-4), "gpu", null, "queue:gpu status:waiting");
        Assert.Empty(await ListAsync(Quiet with { Waiting = [Wait("gpu", "fit", null)] }));
        Assert.Empty(await ListAsync(With(waiting, Alive(Lab with { Offer = null }, 0) with { IsDraining = true })));
    }

    [Fact]
    public async Task A_type_that_nobody_has_says_who_was_last()
    {
        WorkFacts work = With(
            [Wait("sim", "plot", null), Wait("sim", "add", TimeSpan.FromSeconds(9))], Alive(Lab, 0),
            Gone(Lab with { Offer = new MemberOffer(null, ["plot"]), Host = "lab1" }, 4));

        Is(
            await ListAsync(work), "no-handler", "error",
            "Tasks of type plot wait in queue sim: no live handler of the queue has this type; the last was on lab1, gone 4 min ago.",
            "Start a handler that serves queue sim and has the task type plot.", At.AddMinutes(-4), "sim", "plot",
            "queue:sim type:plot status:waiting");
    }

    [Fact]
    public async Task A_task_starves_after_five_minutes_if_a_live_handler_could_run_it()
    {
        WorkFacts late = With([Wait("sim", "fit", TimeSpan.FromMinutes(12)), Wait("sim", "add", TimeSpan.FromMinutes(6))], Alive(Lab, 4));

        Is(
            await ListAsync(late), "starving", "warning",
            "A task of queue sim waits 12 min, although 1 live handler could run it: it has 4 slots and holds 4 tasks.",
            "Start more handlers, or raise HANDLER_CONCURRENCY.", At.AddMinutes(-12), "sim", null, "queue:sim status:waiting");
        Is(
            await ListAsync(With([.. late.Waiting], Alive(Lab, 4), Alive(Lab with { Slots = 1 }, 0))), "starving", "warning",
            "A task of queue sim waits 12 min, although 2 live handlers could run it: they have 5 slots and hold 4 tasks.",
            "Look at /health/ready and at the logs of these handlers: they should have started it.", At.AddMinutes(-12), "sim", null,
            "queue:sim status:waiting");
        Assert.Empty(await ListAsync(With([Wait("sim", "fit", TimeSpan.FromMinutes(5))], Alive(Lab, 4))));
        Assert.Empty(await ListAsync(With([.. late.Waiting], Alive(Lab, 4) with { IsDraining = true })));
        Assert.Equal("no-handler", Assert.Single(await ListAsync(late with { Members = [.. Quiet.Members] })).Kind);
        Assert.Equal(
            "no-handler",
            Assert.Single(await ListAsync(With([Wait("sim", "plot", TimeSpan.FromHours(1))], Alive(Lab, 0)))).Kind);
    }

    [Fact]
    public async Task A_paused_queue_in_which_tasks_wait_is_nothing_worse()
    {
        TypeWait waiting = Wait("gpu", "fit", TimeSpan.FromSeconds(119)) with { IsPaused = true };

        Is(
            await ListAsync(Quiet with { Waiting = [waiting] }), "paused-with-work", "warning",
            "Queue gpu is paused, and a task waits in it for 119 s.", "Resume the queue: POST /v1/queues/gpu/resume.",
            At.AddSeconds(-119), "gpu", null, "queue:gpu status:waiting");
        Assert.Empty(await ListAsync(Quiet with { Waiting = [waiting with { OldestReadyAt = null }] }));
    }

    [Fact]
    public async Task Handlers_that_did_not_sign_off_are_told_by_host()
    {
        const string Advice = "Look why the process ended or lost the store: at its log, its supervisor and the memory of the machine.";
        WorkMember lost = Gone(Lab, 4) with { SignedOff = false, Lost = 3 };
        var other = MemberId.New();

        Is(
            await ListAsync(With([], lost, Gone(Lab, 2))), "handler-lost", "warning",
            "A handler on lab3 went without signing off 4 min ago; 3 tasks were taken over.", Advice, At.AddMinutes(-4), null, null,
            "handler:38551bf3c50a49cc8309c07873b92903");
        Is(
            await ListAsync(With([], lost with { Lost = 0 })), "handler-lost", "warning",
            "A handler on lab3 went without signing off 4 min ago; no task was taken over.", Advice, At.AddMinutes(-4), null, null,
            "handler:38551bf3c50a49cc8309c07873b92903");
        Is(
            await ListAsync(With([], Gone(Lab with { Id = other }, 2) with { SignedOff = false, Lost = 1 }, lost with { Lost = 0 })),
            "handler-lost", "warning",
            "2 handlers on lab3 went without signing off within the last hour, the last one 2 min ago; 1 task was taken over.", Advice,
            At.AddMinutes(-4), null, null, $"handler:38551bf3c50a49cc8309c07873b92903,{other}");
        Assert.Empty(await ListAsync(With([], lost with { Entry = Lab with { Role = "janitor" } })));
    }

    [Fact]
    public async Task Expired_tasks_want_a_janitor()
    {
        WorkFacts late = Quiet with { OldestExpiredAt = At.AddSeconds(-121) };
        WorkMember gone = Quiet.Members[0] with { GoneAt = At.AddMinutes(-7), SignedOff = true };

        Is(
            await ListAsync(late), "janitor-lag", "warning", "Expired tasks are deleted late: the oldest expired task expired 2 min ago.",
            "If this grows, start another process with the role janitor.", At.AddSeconds(-1), null, null, null);
        Assert.Empty(await ListAsync(Quiet with { OldestExpiredAt = At.AddSeconds(-120) }));
        Is(
            await ListAsync(Quiet with { Members = [gone] }), "janitor-lag", "warning",
            "No janitor is alive: expired tasks are not deleted.", "Start a process with the role janitor.", At.AddMinutes(-7), null, null,
            null);
        Is(
            await ListAsync(late with { Members = [] }), "janitor-lag", "warning",
            "No janitor is alive: expired tasks are not deleted, and the oldest expired task expired 2 min ago.",
            "Start a process with the role janitor.", null, null, null, null);
    }

    [Fact]
    public async Task A_store_that_takes_no_writes_is_an_error() => Is(
        await ListAsync(Quiet with { AcceptsWrites = false }), "store-read-only", "error",
        "The store does not accept writes: it is read-only, its disk is full, or its disk has failed.",
        "On PostgreSQL, let DATABASE_URL lead to the primary server. On SQLite, make room on the disk; after log line 4009, check the disk and restart the process.",
        null, null, null, null);

    [Theory]
    [InlineData(1L << 30, null, null)]
    [InlineData((1L << 30) - 1, "warning", "1023 MiB")]
    [InlineData(100L << 20, "warning", "100 MiB")]
    [InlineData((100L << 20) - 1, "error", "99 MiB")]
    [InlineData(999L, "error", "999 bytes")]
    public async Task A_disk_is_almost_full_below_a_gibibyte(long free, string? severity, string? left)
    {
        IReadOnlyList<ServerProblem> found = await ListAsync(Quiet with { FreeBytes = free });

        if (severity is null)
        {
            Assert.Empty(found);
        }
        else
        {
            Is(
                found, "disk", severity, $"The disk of the SQLite file has {left} left. Once it is full, no task is accepted.",
                "Make room on the disk, or let tasks expire sooner: MAX_TASK_TIME.", null, null, null, null);
        }
    }

    [Fact]
    public async Task Versions_are_told_with_their_places()
    {
        const string Advice = "Finish the upgrade: stop the processes of the old version and start the new one.";
        MemberEntry old = Lab with { Version = "0.0.9", StartedAt = At.AddHours(-3) };

        Is(
            await ListAsync(With([], Alive(Lab, 0), Alive(old with { Host = "lab1" }, 0), Alive(old, 0))), "versions", "warning",
            $"Different versions of Errand are at work: 0.0.9 on lab1 and on lab3; {ErrandVersion.Text} on host and on lab3.",
            Advice, At.AddHours(-3), null, null, null);
        Is(
            await ListAsync(Quiet with { Members = [Quiet.Members[0] with { Entry = old with { Role = "janitor" } }] }), "versions",
            "warning", $"Different versions of Errand are at work: 0.0.9 on lab3; {ErrandVersion.Text} in this process.", Advice, At, null, null,
            null);
        Assert.Empty(await ListAsync(With([], Gone(old, 1))));
    }

    [Theory]
    [InlineData(2.0, null)]
    [InlineData(2.06, "behind")]
    [InlineData(-2.0, null)]
    [InlineData(-2.06, "ahead of")]
    public async Task Clocks_may_differ_by_two_seconds(double storeIsAhead, string? where)
    {
        IReadOnlyList<ServerProblem> found = await ListAsync(Quiet with { At = At.AddSeconds(storeIsAhead) });

        if (where is null)
        {
            Assert.Empty(found);
        }
        else
        {
            Is(
                found, "clock", "warning", $"The clock of this process is at least 2.0 s {where} that of the store.",
                "Let both machines set their clocks by NTP.", null, null, null, null);
        }
    }

    [Fact]
    public async Task Errors_come_first_then_what_has_lasted_longest_and_of_a_kind_a_hundred()
    {
        WorkFacts work = Quiet with
        {
            AcceptsWrites = false,
            Members = [],
            Waiting =
            [
                Wait("b", "fit", TimeSpan.FromMinutes(2)), Wait("a", "fit", TimeSpan.FromMinutes(2)), Wait("c", "fit", TimeSpan.FromMinutes(3)),
                Wait("p", "fit", TimeSpan.FromMinutes(9)) with { IsPaused = true },
            ],
        };

        Assert.Equal(
            [("no-handler", "c"), ("no-handler", "a"), ("no-handler", "b"), ("store-read-only", null), ("paused-with-work", "p"), ("janitor-lag", null)],
            (await ListAsync(work)).Select(problem => (problem.Kind, problem.Queue)));
        TypeWait[] many = [.. Enumerable.Range(0, 150).Select(i => Wait($"q{i}", "fit", TimeSpan.FromMinutes(1)))];
        Assert.Equal(100, (await ListAsync(Quiet with { Waiting = many })).Count);
    }

    private static Task<IReadOnlyList<ServerProblem>> ListAsync(WorkFacts work, params IReadOnlyList<TypeEnds> ends)
    {
        var time = new FakeTimeProvider(At);
        return new ProblemList(new WorkStore(work, ends), [], new RunWaits(time), time).ListAsync(TestContext.Current.CancellationToken);
    }

    private static void Is(
        IReadOnlyList<ServerProblem> found, string kind, string severity, string sentence, string advice, DateTimeOffset? since,
        string? queue, string? type, string? search)
    {
        Assert.Equal(
            new ServerProblem
            {
                Kind = kind,
                Severity = severity,
                Sentence = sentence,
                Do = advice,
                Since = since,
                Queue = queue,
                Type = type,
                Search = search,
            },
            Assert.Single(found));
        Facts.Search(search ?? ""); // Fails if it cannot be read.
    }

    private static WorkFacts With(TypeWait[] waiting, params WorkMember[] members) =>
        Quiet with { Waiting = waiting, Members = [.. Quiet.Members, .. members] };

    /// <summary>Tasks of one type, of which the oldest has been ready for some time, and was submitted an hour ago.</summary>
    private static TypeWait Wait(string queue, string type, TimeSpan? readyFor) =>
        new(queue, false, type, At.AddHours(-1), readyFor is { } age ? At - age : null);

    private static WorkMember Alive(MemberEntry entry, int held) => new(entry, held, false, null, false, 0);

    private static WorkMember Gone(MemberEntry entry, int minutes) => new(entry, 0, false, At.AddMinutes(-minutes), true, 0);
}
