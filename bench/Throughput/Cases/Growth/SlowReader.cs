using System.Globalization;

namespace Throughput;

/// <summary>Another process holds a read transaction, so that SQLite's write-ahead log cannot restart and only grows.</summary>
internal sealed class SlowReader : GrowthCase
{
    public override string Name => "slow-reader";

    public override string Title => "a read transaction that stays open";

    public override bool RunsOn(StoreName store) => store == StoreName.Sqlite;

    protected override async Task<IReadOnlyList<Figure>> RunAsync(Installation installation, GrowthScale scale)
    {
        using Workplace place = await Workplace.StartAsync(installation);
        var amounts = new Amounts("readers that stay", [new Amount(0, "0", "without a reader"), new Amount(1, "1", "with a reader")]);
        List<double> logs = [];
        IReadOnlyList<Figure> figures = await Growth.MeasureAsync(scale, amounts, async amount =>
        {
            bool isHeld = amount.Number > 0;
            double submitted = await BesideAsync(
                isHeld ? new HeldRead(installation.File) : null, logs, () => place.SubmitAsync(TaskLoad.Noop, scale.Span));
            await place.ForgetAsync();
            double through = await BesideAsync(
                isHeld ? new HeldRead(installation.File) : null, logs, () => place.ThroughAsync(TaskLoad.Noop, scale.Span));
            await place.ForgetAsync();
            return [new(MeasuredRate.Submitted, submitted), new(MeasuredRate.Through, through)];
        });
        return [.. figures, new Figure(
            "most that the log grew to beside the reader", string.Create(CultureInfo.InvariantCulture, $"{logs.Max():#,0} MiB"))];
    }

    private static async Task<double> BesideAsync(HeldRead? held, List<double> logs, Func<Task<double>> measure)
    {
        using (held)
        {
            double rate = await measure();
            if (held is not null)
            {
                logs.Add(held.LogMebibytes);
            }

            return rate;
        }
    }
}
