using CsCheck;
using Errand.HistoryChecker;

namespace Errand.Tests.HistoryChecking;

public sealed class HistoryRuleTests
{
    /// <summary>Every story once, and a task for every way to end.</summary>
    private static readonly TaskScript[] Everything =
    [
        .. Enum.GetValues<SubmitStory>().Select(story => new TaskScript(story, Enum.GetValues<AttemptStory>(), SeenOutcome.Succeeded)),
        new TaskScript(SubmitStory.Accepted, [AttemptStory.Threw], SeenOutcome.Failed),
        new TaskScript(SubmitStory.Accepted, [], SeenOutcome.Cancelled),
    ];

    public static TheoryData<string> BugNames => [.. PlantedBugs.List.Select(bug => bug.Name)];

    [Fact]
    public void A_good_history_passes()
    {
        CheckReport report = new HistoryDraft(HistorySimulator.Simulate(Everything), choice: 0).Check();

        Assert.Empty(report.Violations);
        Assert.True(report.IsGood);
    }

    [Fact]
    public void Any_good_history_passes() =>
        TaskScript.Any.List[0, 12].Sample(scripts =>
            Assert.Empty(new HistoryDraft(HistorySimulator.Simulate(scripts), choice: 0).Check().Violations));

    [Theory]
    [MemberData(nameof(BugNames))]
    public void A_planted_bug_breaks_its_rule_and_no_other(string name)
    {
        PlantedBug bug = PlantedBugs.List.Single(bug => bug.Name == name);
        var draft = new HistoryDraft(HistorySimulator.Simulate(Everything), choice: 0);

        Assert.True(bug.Plant(draft));

        Assert.Equal([bug.Rule], draft.Check().Violations.Select(violation => violation.Rule).Distinct());
    }

    [Fact]
    public void A_bug_planted_in_any_history_breaks_its_rule_and_no_other() =>
        Gen.Select(TaskScript.Any.List[0, 12], Gen.Int[0, PlantedBugs.List.Count - 1], Gen.Int[0, 1000]).Sample((scripts, index, choice) =>
        {
            PlantedBug bug = PlantedBugs.List[index];
            var draft = new HistoryDraft(HistorySimulator.Simulate(scripts), choice);
            string[] expected = bug.Plant(draft) ? [bug.Rule] : [];

            Assert.Equal(expected, draft.Check().Violations.Select(violation => violation.Rule).Distinct());
        });

    [Fact]
    public void Every_rule_has_a_planted_bug()
    {
        string page = CheckReportMarkdown.Render(new HistoryDraft([], choice: 0).Check(), "Nothing");

        IEnumerable<string> rules = page.Split('\n').Where(
            line => line.EndsWith(" | 0 |", StringComparison.Ordinal) && line.Count(c => c == '|') == 4)
            .Select(line => line.Split('|')[1].Trim());
        Assert.Equal(rules.Order(), PlantedBugs.List.Select(bug => bug.Rule).Distinct().Order());
    }

    [Fact]
    public void A_torn_last_line_is_no_bug_and_is_counted()
    {
        var draft = new HistoryDraft(HistorySimulator.Simulate(Everything), choice: 0);
        draft.Damage(isTornTail: true);

        CheckReport report = draft.Check();

        Assert.True(report.IsGood);
        Assert.Equal(1, report.Counts.TornTails);
    }
}
