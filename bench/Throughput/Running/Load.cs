using System.Globalization;

namespace Throughput;

/// <summary>All rounds of one crowd, and their effect on the web process.</summary>
/// <param name="name">For the table.</param>
/// <param name="crowd">Submits.</param>
internal sealed class Load(string name, Crowd crowd)
{
    private readonly Rates _accepted = new();
    private readonly CrowdAnswers _answers = new();
    private readonly List<double> _mostResident = [];
    private TimeSpan _span;
    private CommitCount _commits = new(0, 0);

    public Crowd Crowd => crowd;

    /// <param name="installation">With the store.</param>
    /// <param name="server">The web process.</param>
    /// <param name="before">How long the load runs before answers count.</param>
    /// <param name="span">How long answers count.</param>
    public async Task MeasureAsync(Installation installation, ServerProcess server, TimeSpan before, TimeSpan span)
    {
        ProcFile.ForgetMostResident(server.Pid);
        CommitCount start = await installation.CountCommitsAsync();
        CrowdAnswers answers = await crowd.RunAsync(server.Address!, before, span);
        _commits += await installation.CountCommitsAsync() - start;
        _mostResident.Add(ProcFile.MostResidentMebibytes(server.Pid));
        _accepted.Add(answers.Accepted / span.TotalSeconds);
        _answers.Add(answers);
        _span += span;
        await Console.Error.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"    {name}: {_accepted.Last:#,0}/s accepted of {answers.All / span.TotalSeconds:#,0}/s answered"));
    }

    public IEnumerable<Figure> Figures() => [new Figure($"{name}: accepted", _accepted.ToString()), .. Details()];

    /// <param name="peak">What is compared with.</param>
    /// <param name="target">The lowest ratio that meets the target.</param>
    public IEnumerable<Figure> Figures(Load peak, double target) =>
        [_accepted.Against($"{name}: accepted", peak._accepted, peak.Name, target), .. Details()];

    private string Name => name;

    private IEnumerable<Figure> Details()
    {
        double perSecond = _answers.All / _span.TotalSeconds;
        yield return new Figure(
            $"{name}: answers", string.Create(CultureInfo.InvariantCulture, $"{perSecond:#,0}/s, {_answers.Refusals()}"));
        yield return new Figure($"{name}: until accepted", _answers.Latency.InMilliseconds());
        if (_answers.Returned > 0)
        {
            double share = (double)_answers.ReturnedAndAccepted / _answers.Returned;
            yield return new Figure(
                $"{name}: accepted when they came back",
                string.Create(CultureInfo.InvariantCulture, $"{share:0.0%} of {_answers.Returned:#,0}"));
        }

        yield return new Figure($"{name}: tasks a commit", string.Create(CultureInfo.InvariantCulture, $"{_commits.PerCommit:0}"));
        // Memory that an earlier, larger load took is not returned at once.
        yield return new Figure(
            $"{name}: most memory",
            string.Create(CultureInfo.InvariantCulture, $"{_mostResident[0]:0} MiB in the first round, {_mostResident[^1]:0} in the last"));
    }
}
