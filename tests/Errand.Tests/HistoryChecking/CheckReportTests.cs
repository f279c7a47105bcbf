using Errand.HistoryChecker;

namespace Errand.Tests.HistoryChecking;

public sealed class CheckReportTests
{
    private static readonly TaskScript[] Day =
    [
        new(SubmitStory.RefusedThenAccepted, [AttemptStory.Died, AttemptStory.HandedBack], SeenOutcome.Succeeded),
        new(SubmitStory.AnswerLostThenReplayed, [], SeenOutcome.Failed),
        new(SubmitStory.Refused, [], SeenOutcome.Failed),
    ];

    [Fact]
    public void It_counts_what_was_seen()
    {
        var draft = new HistoryDraft(HistorySimulator.Simulate(Day), choice: 0);
        foreach (string? name in new[] { "web", "handler1", "handler1", "handler1" })
        {
            draft.Add(new ProcessStarted(name, 1));
        }

        HistoryCounts counts = draft.Check().Counts;

        Assert.Equal((2, 5), (counts.Tasks, counts.Submits));
        Assert.Equal((1, 1, 2, 1), (counts.Accepted, counts.Replayed, counts.Refused, counts.Unknown));
        Assert.Equal((4, 1, 1), (counts.Runs, counts.RunsCutShort, counts.HandBacks));
        Assert.Equal((1, 0, 2), (counts.Kills, counts.OtherSignals, counts.Restarts));
    }

    [Fact]
    public void A_violation_names_the_rule_the_task_and_the_evidence()
    {
        var draft = new HistoryDraft(HistorySimulator.Simulate(Day), choice: 0);
        draft.Remove(draft.All<StoredTask>().First());

        Violation violation = Assert.Single(draft.Check().Violations);

        Assert.Equal(new Violation("accepted-is-stored", "task 1", "accepted with key key-1, and not in the store"), violation);
    }

    [Fact]
    public void The_page_of_a_good_history_says_so()
    {
        string page = CheckReportMarkdown.Render(new HistoryDraft(HistorySimulator.Simulate(Day), choice: 0).Check(), "kill -9");

        Assert.StartsWith("## kill -9\n\nEvery promise held.\n", page, StringComparison.Ordinal);
        Assert.Contains("| tasks in the store | 2 |\n", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Evidence", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_of_a_bad_history_shows_the_evidence_and_stays_short()
    {
        var draft = new HistoryDraft([], choice: 0);
        for (int id = 1; id <= 60; id++)
        {
            draft.Add(new SubmitSent("client", $"a|{id}"));
            draft.Add(new SubmitAccepted(id, $"a|{id}"));
        }

        string page = CheckReportMarkdown.Render(draft.Check(), "Everything lost");

        Assert.Contains("60 violations.", page, StringComparison.Ordinal);
        Assert.Contains(
            "| accepted-is-stored | task 1 | accepted with key a\\|1, and not in the store |\n", page, StringComparison.Ordinal);
        Assert.EndsWith("\nand 10 more.\n", page, StringComparison.Ordinal);
    }
}
