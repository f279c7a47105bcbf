using System.Globalization;

namespace Throughput;

/// <summary>How long one server took to start, again and again.</summary>
/// <param name="what">What was started, for the table.</param>
/// <param name="start">Returns how long it took.</param>
internal sealed class StartTimes(string what, Func<Task<TimeSpan>> start)
{
    private readonly List<double> _seconds = [];

    /// <summary>A start that does not count.</summary>
    public async Task WarmUpAsync() => await start();

    public async Task MeasureAsync() => _seconds.Add((await start()).TotalSeconds);

    /// <param name="limit">The longest median that meets the target, in seconds.</param>
    public Figure Against(double limit)
    {
        var spread = new Spread(_seconds);
        return new Figure(
            what, string.Create(
                CultureInfo.InvariantCulture,
                $"median {spread.Median:0.00} s ({spread.At(0):0.00} to {spread.Max:0.00}), of {spread.Count}"))
        {
            Target = string.Create(CultureInfo.InvariantCulture, $"≤ {limit:0.0} s: {(spread.Median <= limit ? "met" : "missed")}"),
        };
    }
}
