namespace Throughput;

/// <summary>More handler processes on the same store. All are started at the beginning; those that do not take part are stopped.</summary>
internal sealed class Handlers : GrowthCase
{
    private static readonly int[] Counts = [1, 2, 4, 8];

    public override string Name => "handlers";

    public override string Title => "handler processes on one store";

    protected override async Task<IReadOnlyList<Figure>> RunAsync(Installation installation, GrowthScale scale)
    {
        using Workplace place = await Workplace.StartAsync(installation, Counts.Max());
        // Otherwise the last of eight would have run only a few thousand tasks before its first round that counts, and would still compile.
        for (int i = 0; i < Counts.Max() / 2; i++)
        {
            await place.DrainAsync(scale.Drained, Counts.Max());
            await place.ForgetAsync();
        }

        var amounts = new Amounts("handler processes", [.. Counts.Select(count => Amount.Of(count, count == 1 ? "handler" : "handlers"))]);
        return await Growth.MeasureAsync(scale, amounts, amount => MeasureAsync(place, (int)amount.Number, scale));
    }

    private static async Task<IReadOnlyList<MeasuredRate>> MeasureAsync(Workplace place, int handlers, GrowthScale scale)
    {
        double through = await place.ThroughAsync(TaskLoad.Noop, scale.Span, handlers);
        await place.ForgetAsync();
        double drained = await place.DrainAsync(scale.Drained, handlers);
        await place.ForgetAsync();
        return [new(MeasuredRate.Through, through), new(MeasuredRate.Drained, drained)];
    }
}
