using System.Globalization;

namespace Throughput;

/// <summary>An amount of what grows.</summary>
/// <param name="Number">For the plot.</param>
/// <param name="Tick">How the plot's axis writes it.</param>
/// <param name="Text">How the table writes it.</param>
internal sealed record Amount(double Number, string Tick, string Text)
{
    /// <param name="kind">Such as <c>waiting</c>.</param>
    public static Amount Of(int count, string kind)
    {
        string number = count.ToString("#,0", CultureInfo.InvariantCulture);
        return new Amount(count, number, $"{(count == 0 ? "none" : number)} {kind}");
    }
}
