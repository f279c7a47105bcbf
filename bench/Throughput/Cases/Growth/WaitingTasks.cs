namespace Throughput;

/// <summary>A queue that is already long when the load begins; then a queue of that length is emptied.</summary>
internal sealed class WaitingTasks : GrowthCase
{
    private static readonly int[] Counts = [0, 1_000, 10_000, 100_000];

    public override string Name => "waiting";

    public override string Title => "waiting tasks in the queue";

    protected override async Task<IReadOnlyList<Figure>> RunAsync(Installation installation, GrowthScale scale)
    {
        using Workplace place = await Workplace.StartAsync(installation);
        var amounts = new Amounts("waiting tasks", [.. Counts.Select(count => Amount.Of(scale.Count(count), "waiting"))]);
        return await Growth.MeasureAsync(scale, amounts, amount => MeasureAsync(place, (int)amount.Number, scale));
    }

    private static async Task<IReadOnlyList<MeasuredRate>> MeasureAsync(Workplace place, int count, GrowthScale scale)
    {
        double submitted = await place.SubmitAsync(TaskLoad.Noop, scale.Span, count);
        await place.ForgetAsync();
        if (count == 0)
        {
            return [new(MeasuredRate.Submitted, submitted)];
        }

        double drained = await place.DrainAsync(count);
        await place.ForgetAsync();
        return [new(MeasuredRate.Submitted, submitted), new(MeasuredRate.Drained, drained)];
    }
}
