namespace Throughput;

/// <summary>Tasks that are due in a day wait while others are submitted and run.</summary>
internal sealed class ScheduledTasks : GrowthCase
{
    public override string Name => "scheduled";

    public override string Title => "scheduled tasks, due in a day";

    protected override async Task<IReadOnlyList<Figure>> RunAsync(Installation installation, GrowthScale scale)
    {
        using Workplace place = await Workplace.StartAsync(installation);
        var amounts = new Amounts("scheduled tasks", [Amount.Of(0, "scheduled"), Amount.Of(scale.Count(10_000), "scheduled")]);
        return await Growth.MeasureAsync(scale, amounts, amount => MeasureAsync(installation, place, (int)amount.Number, scale));
    }

    private static async Task<IReadOnlyList<MeasuredRate>> MeasureAsync(
        Installation installation, Workplace place, int count, GrowthScale scale)
    {
        if (count > 0)
        {
            await installation.Contents.AddScheduledAsync(count);
            await installation.Contents.SettleAsync();
            await place.KeepAsync();
        }

        double submitted = await place.SubmitAsync(TaskLoad.Noop, scale.Span);
        await place.ForgetAsync();
        double through = await place.ThroughAsync(TaskLoad.Noop, scale.Span);
        await place.EmptyAsync();
        return [new(MeasuredRate.Submitted, submitted), new(MeasuredRate.Through, through)];
    }
}
