using System.Buffers.Text;
using System.Globalization;

namespace Throughput;

/// <summary>Larger arguments, and results as large.</summary>
internal sealed class Sizes : GrowthCase
{
    private const int Mebibyte = 1 << 20;

    /// <summary>The largest is the limit of a request.</summary>
    private static readonly (Amount Size, TaskLoad Load)[] Loads =
        [Of(100, "100 B", 64), Of(10 << 10, "10 KiB", 64), Of(Mebibyte, "1 MiB", 4)];

    public override string Name => "sizes";

    public override string Title => "arguments and results of a size";

    protected override async Task<IReadOnlyList<Figure>> RunAsync(Installation installation, GrowthScale scale)
    {
        using Workplace place = await Workplace.StartAsync(installation);
        var amounts = new Amounts("bytes of arguments, and of a result", [.. Loads.Select(load => load.Size)]);
        IReadOnlyList<Figure> figures = await Growth.MeasureAsync(
            scale, amounts, amount => MeasureAsync(place, Loads.Single(load => load.Size == amount).Load, scale));
        return [.. figures.Select(WithBytes)];
    }

    private static async Task<IReadOnlyList<MeasuredRate>> MeasureAsync(Workplace place, TaskLoad load, GrowthScale scale)
    {
        double submitted = await place.SubmitAsync(load, scale.Span);
        await place.ForgetAsync();
        double through = await place.ThroughAsync(load, scale.Span);
        await place.ForgetAsync();
        return [new(MeasuredRate.Submitted, submitted), new(MeasuredRate.Through, through)];
    }

    private static Figure WithBytes(Figure figure) => figure with
    {
        Value = string.Create(
            CultureInfo.InvariantCulture,
            $"{figure.Value}, {figure.Point!.Median * figure.Point.Amount.Number / Mebibyte:#,0.0} MiB/s of arguments"),
    };

    private static (Amount Size, TaskLoad Load) Of(int bytes, string text, int connections) => (
        new Amount(bytes, text, string.Create(CultureInfo.InvariantCulture, $"{text}, {connections} connections")),
        new TaskLoad(Served.MirrorType, Args(bytes), connections, TimeSpan.FromSeconds(30)));

    /// <summary>Random bytes, which no database can compress.</summary>
    private static string Args(int bytes)
    {
        const string head = "{\"text\":\"", tail = "\"}";
        byte[] noise = new byte[bytes];
        new Random(1).NextBytes(noise);
        return $"{head}{Base64Url.EncodeToString(noise)[..(bytes - head.Length - tail.Length)]}{tail}";
    }
}
