namespace Throughput;

/// <summary>How much work the growth cases create, and how often and how long they measure.</summary>
/// <param name="Divisor">By how much the amounts are divided.</param>
/// <param name="Rounds">The rounds that count. One more before them compiles the code.</param>
/// <param name="Span">Of load over HTTP.</param>
/// <param name="Drained">Tasks in a queue that is emptied, where their number is not what grows.</param>
internal sealed record GrowthScale(int Divisor, int Rounds, TimeSpan Span, int Drained)
{
    public static GrowthScale Of(bool isQuick) => isQuick
        ? new GrowthScale(10, 3, TimeSpan.FromSeconds(2), 50_000)
        : new GrowthScale(1, 5, TimeSpan.FromSeconds(5), 100_000);

    public int Count(int amount) => amount / Divisor;
}
