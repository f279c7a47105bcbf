using Errand.Insight.Problems;
using Errand.Signals;
using Errand.Tests.Web;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Insight;

/// <summary>Waits of runs for tasks, and the circles in them.</summary>
public sealed class RunWaitsTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 8, 15, 30, 125, TimeSpan.Zero));
    private readonly RunWaits _waits;

    public RunWaitsTests() => _waits = new RunWaits(_time);

    [Fact]
    public async Task A_circle_lasts_from_its_last_wait_to_the_first_that_ends()
    {
        TaskCompletionSource<int> one = Begin(1, 2), other = Begin(2, 3);
        Begin(5, 2);
        Assert.Empty(_waits.FindCircles());
        _time.Advance(TimeSpan.FromSeconds(4));
        TaskCompletionSource<int> last = Begin(3, 1);

        WaitCircle circle = Assert.Single(_waits.FindCircles());

        Assert.Equal([1, 2, 3], circle.Tasks.Select(id => id.Value).Order());
        Assert.Equal(_time.GetUtcNow(), circle.Since);
        other.SetException(new InvalidOperationException("over"));
        Assert.Empty(_waits.FindCircles());
        one.SetResult(1);
        last.SetResult(1);
        await Task.WhenAll(one.Task, last.Task);
    }

    [Fact]
    public void A_run_that_waits_twice_for_a_task_waits_until_both_are_over()
    {
        TaskCompletionSource<int> first = Begin(1, 2), second = Begin(1, 2);
        Begin(2, 1);
        first.SetResult(0);
        Assert.Single(_waits.FindCircles());
        second.SetResult(0);
        Assert.Empty(_waits.FindCircles());
    }

    [Fact]
    public async Task What_is_done_already_is_not_waited_for()
    {
        await _waits.RunAsync(new TaskId(1), new TaskId(1), _ => Task.FromResult(0), () => { });
        Begin(1, 2);
        await _waits.RunAsync(
            new TaskId(2), new TaskId(1),
            _ =>
            {
                Assert.Empty(_waits.FindCircles());
                return Task.FromResult(0);
            },
            () => { });
    }

    [Fact]
    public void Long_chains_and_many_circles_are_found_in_one_walk()
    {
        const int Length = 100_000;
        for (int i = 1; i < Length; i++)
        {
            Begin(i, i + 1);
        }

        Assert.Empty(_waits.FindCircles());
        Begin(Length, 1);
        Begin(Length + 1, Length + 1);
        Begin(Length + 2, 7);

        Assert.Equal([1, Length], _waits.FindCircles().Select(circle => circle.Tasks.Count).Order());
    }

    /// <summary>What is found is a circle; and whatever the waits are, one is found if there is any.</summary>
    [Fact]
    public void A_circle_is_found_if_and_only_if_there_is_one()
    {
        var random = new Random(5);
        (int with, int without) = (0, 0);
        for (int round = 0; round < 500; round++)
        {
            var waits = new RunWaits(_time);
            var edges = new HashSet<(int From, int To)>();
            for (int i = random.Next(1, 9); i > 0; i--)
            {
                edges.Add((random.Next(6), random.Next(6)));
            }

            foreach ((int from, int to) in edges)
            {
                Begin(waits, from, to);
            }

            IReadOnlyList<WaitCircle> circles = waits.FindCircles();
            bool isThere = Enumerable.Range(0, 6).Any(start => Reach(edges, start).Contains(start));
            Assert.Equal(isThere, circles.Count > 0);
            Assert.All(circles, circle => Assert.All(
                circle.Tasks.Zip([.. circle.Tasks.Skip(1), circle.Tasks[0]]),
                step => Assert.Contains(((int)step.First.Value, (int)step.Second.Value), edges)));
            _ = isThere ? with++ : without++;
        }

        Assert.True(with > 50 && without > 50);
    }

    [Fact]
    public void A_circle_is_a_problem()
    {
        Begin(14, 12);
        Begin(12, 14);
        Begin(9, 9);
        var facts = new ProblemFacts
        {
            Work = TestTasks.WorkOf(_time.GetUtcNow()),
            Ends = [],
            AskedAt = _time.GetUtcNow(),
            AnsweredAt = _time.GetUtcNow(),
            ReadTook = TimeSpan.Zero,
        };
        ServerProblem[] found = [.. new WaitingForTasks(_waits).Find(facts).OrderBy(problem => problem.Search, StringComparer.Ordinal)];

        Assert.Equal(["Tasks 12 and 14 wait for each other.", "Task 9 waits for itself."], found.Select(problem => problem.Sentence));
        Assert.Equal(["id:12,14", "id:9"], found.Select(problem => problem.Search));
        Assert.StartsWith("Cancel one of them: POST /v1/tasks/14/cancel.", found[0].Do, StringComparison.Ordinal);
        Assert.Equal([("waiting-for-tasks", "error", _time.GetUtcNow())], found.Select(
            problem => (problem.Kind, problem.Severity, problem.Since!.Value)).Distinct());
    }

    private static HashSet<int> Reach(HashSet<(int From, int To)> edges, int start)
    {
        HashSet<int> reached = [];
        var next = new Queue<int>([start]);
        while (next.TryDequeue(out int from))
        {
            foreach ((_, int to) in edges.Where(edge => edge.From == from))
            {
                if (reached.Add(to))
                {
                    next.Enqueue(to);
                }
            }
        }

        return reached;
    }

    private TaskCompletionSource<int> Begin(long run, long task) => Begin(_waits, run, task);

    private static TaskCompletionSource<int> Begin(RunWaits waits, long run, long task)
    {
        var over = new TaskCompletionSource<int>();
        _ = waits.RunAsync(
            new TaskId(run), new TaskId(task),
            waiting =>
            {
                waiting();
                waiting();
                return over.Task;
            },
            () => { });
        return over;
    }
}
