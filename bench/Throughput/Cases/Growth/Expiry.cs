using System.Diagnostics;
using System.Globalization;

namespace Throughput;

/// <summary>For a long time, tasks expire as fast as they are submitted, and one janitor deletes them.</summary>
internal sealed class Expiry : GrowthCase
{
    private const int PerSecond = 10_000;

    private const int Batch = 1000;

    /// <summary>How long a janitor rests after it found nothing.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);

    /// <summary>The lag of a sweep that keeps up stays below this.</summary>
    private static readonly TimeSpan LittleLag = TimeSpan.FromSeconds(5);

    public override string Name => "expiry";

    public override string Title => "10,000 tasks/s expire, and one janitor deletes them";

    protected override async Task<IReadOnlyList<Figure>> RunAsync(Installation installation, GrowthScale scale)
    {
        using Workplace place = await Workplace.StartAsync(installation);
        await installation.StartAsync("janitor");
        IReadOnlyList<Figure> figures = await KeepUpAsync(place, installation.Contents, scale.Span * 24);
        await place.ForgetAsync();

        var amounts = new Amounts("tasks that expire in a second", [Amount.Of(0, "expire"), Amount.Of(PerSecond, "expire a second")]);
        List<TimeSpan> lags = [];
        IReadOnlyList<Figure> figuresOfRates = await Growth.MeasureAsync(
            scale, amounts, amount => MeasureAsync(place, installation.Contents, scale, (int)amount.Number, lags));
        return [.. figures, .. figuresOfRates, new Figure("longest lag of the sweep during that", Seconds(lags.Max()))];
    }

    /// <summary>Submits, runs and deletes tasks at the same rate.</summary>
    private static async Task<IReadOnlyList<Figure>> KeepUpAsync(Workplace place, Contents contents, TimeSpan span)
    {
        using var http = new HttpClient { BaseAddress = place.Web };
        long submitted = 0, start = Stopwatch.GetTimestamp();
        List<(TimeSpan At, long Submitted, long Left, TimeSpan Lag)> looks = [];
        TimeSpan period = span / 12;
        while (Stopwatch.GetElapsedTime(start) is var passed && looks.Count < 12)
        {
            if (submitted < passed.TotalSeconds * PerSecond)
            {
                await NoopTask.SubmitBriefAsync(http, Batch);
                submitted += Batch;
            }
            else
            {
                await Task.Delay(5);
            }

            if (passed >= period * (looks.Count + 1))
            {
                looks.Add((passed, submitted, await contents.CountAsync(), await contents.LagAsync()));
            }
        }

        ((TimeSpan At, long Submitted, long Left, TimeSpan Lag) half, (TimeSpan At, long Submitted, long Left, TimeSpan Lag) end) =
            (looks[5], looks[^1]);
        TimeSpan took = end.At - half.At;
        return
        [
            new Figure("submitted, second half", PerSecondOf(end.Submitted - half.Submitted, took)),
            new Figure("deleted, second half", PerSecondOf(end.Submitted - end.Left - (half.Submitted - half.Left), took))
            {
                Baseline = "submitted",
                Ratio = ((double)(end.Submitted - end.Left - half.Submitted + half.Left) / (end.Submitted - half.Submitted)).ToString(
                    "0.00", CultureInfo.InvariantCulture),
            },
            new Figure("lag, at twelve moments", string.Join(", ", looks.Select(look => Seconds(look.Lag)))),
            new Figure("tasks in the store at the end", string.Create(CultureInfo.InvariantCulture, $"{end.Left:#,0}")),
        ];
    }

    /// <summary>The expiring tasks were inserted by SQL, so only the sweep makes a difference.</summary>
    private static async Task<IReadOnlyList<MeasuredRate>> MeasureAsync(
        Workplace place, Contents contents, GrowthScale scale, int perSecond, List<TimeSpan> lags)
    {
        if (perSecond > 0)
        {
            TimeSpan span = (3 * Rest) + (scale.Span * 6);
            await contents.AddDoneAsync((int)(span.TotalSeconds * perSecond), span, perSecond);
            await contents.SettleAsync();
            await place.KeepAsync();
            await CaughtUpAsync(contents);
        }

        double submitted = await place.SubmitAsync(TaskLoad.Noop, scale.Span);
        await place.ForgetAsync();
        double drained = await place.DrainAsync(scale.Drained);
        if (perSecond > 0)
        {
            lags.Add(await contents.LagAsync());
        }

        await place.EmptyAsync();
        return [new(MeasuredRate.Submitted, submitted), new(MeasuredRate.Drained, drained)];
    }

    /// <summary>The janitor may be resting at first.</summary>
    private static async Task CaughtUpAsync(Contents contents)
    {
        long start = Stopwatch.GetTimestamp();
        do
        {
            if (Stopwatch.GetElapsedTime(start) > 3 * Rest)
            {
                throw new InvalidOperationException($"The sweep does not catch up: its lag is {await contents.LagAsync()}.");
            }

            await Task.Delay(500);
        }
        while (await contents.LagAsync() > LittleLag);
    }

    private static string PerSecondOf(long tasks, TimeSpan took) =>
        string.Create(CultureInfo.InvariantCulture, $"{tasks / took.TotalSeconds:#,0}/s");

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");
}
