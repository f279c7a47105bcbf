namespace Throughput;

/// <summary>A store that is full of tasks that have not expired, compared with an empty one.</summary>
internal sealed class DoneTasks : GrowthCase
{
    private static readonly TimeSpan ExpireIn = TimeSpan.FromDays(6);

    public override string Name => "done";

    public override string Title => "done tasks in the store";

    protected override async Task<IReadOnlyList<Figure>> RunAsync(Installation installation, GrowthScale scale)
    {
        int count = scale.Count(1_000_000);
        await using Installation other = await Installation.CreateAsync(installation.Store);
        using Workplace empty = await Workplace.StartAsync(installation);
        using Workplace full = await Workplace.StartAsync(other);
        await other.Contents.AddDoneAsync(count, ExpireIn);
        await other.Contents.SettleAsync();
        await full.KeepAsync();

        var amounts = new Amounts("done tasks", [Amount.Of(0, "done"), Amount.Of(count, "done")]);
        return await Growth.MeasureAsync(scale, amounts, amount => MeasureAsync(amount.Number == 0 ? empty : full, scale), 0.90);
    }

    private static async Task<IReadOnlyList<MeasuredRate>> MeasureAsync(Workplace place, GrowthScale scale)
    {
        double submitted = await place.SubmitAsync(TaskLoad.Noop, scale.Span);
        await place.ForgetAsync();
        double drained = await place.DrainAsync(scale.Drained);
        await place.ForgetAsync();
        return [new(MeasuredRate.Submitted, submitted), new(MeasuredRate.Drained, drained)];
    }
}
