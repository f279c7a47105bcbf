namespace Errand.HistoryChecker;

internal sealed class LinesAreWhole : HistoryRule
{
    public override string Name => "lines-are-whole";

    public override string Promise => "The history itself is complete: only the last line of a killed process may be torn.";

    public override IEnumerable<Violation> Check(History history) =>
        history.Damages.Where(damage => !damage.IsTornTail).Select(damage => Broken("the history", $"{damage} is no event"));
}
