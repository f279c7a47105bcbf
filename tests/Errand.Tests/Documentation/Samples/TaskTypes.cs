using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Errand;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DocumentationSamples;

#region records
internal enum Fit
{
    Crop,
    Pad,
}

/// <summary>What to make of a picture.</summary>
internal sealed record ResizeArgs(
    [Description("Where the picture is.")]
    Uri Source,

    [Description("Width in pixels.")]
    [Range(1, 10_000)]
    int Width,

    [AllowedValues("png", "jpeg")]
    string Format = "png",

    Fit Fit = Fit.Crop,

    [MaxLength(5)]
    string[]? Labels = null);
#endregion

#region attributes
public sealed record Regression(
    [property: Unit("m"), Label("Residual"), Scale(Scale.Log)] double[] Residual,
    [property: ErrorOf(nameof(Regression.Residual))] double[] Sigma,
    [property: MediaType("image/png")] byte[] Picture);
#endregion

internal static class TaskTypes
{
    public static void Map(ErrandApp app)
    {
        #region signatures
        app.MapTask("add", (int x, int y) => x + y);

        // A default value makes an argument optional; a question mark lets it be null.
        app.MapTask("greet", (string name, string greeting = "Hello", string? title = null) => $"{greeting}, {title}{name}!");

        // One parameter of an object type is the args object itself.
        app.MapTask("resize", (ResizeArgs args) => new { args.Width, height = args.Width * 3 / 4 });

        // Any object.
        app.MapTask("count", (JsonObject anything) => anything.Count);

        // A separate, asynchronous method. Errand fills in the parameters that are not arguments.
        app.MapTask("fetch", FetchAsync);
        #endregion

        #region json
        app.Json(options => options.Converters.Add(new MoneyConverter()));
        app.MapTask("convert", (Money price, decimal rate) => price.Times(rate));
        #endregion

        #region services
        app.Services.AddHttpClient();
        #endregion

        #region options
        app.MapTask("report", (int year) => $"report-{year}.pdf")
            .WithDescription("Writes the report of a year.")
            .WithQueue("reports")
            .WithPriority(10)
            .WithTimeout(TimeSpan.FromMinutes(5))
            .WithMaxAttempts(5)
            .WithTimeToLive(TimeSpan.FromDays(30));
        #endregion

        #region example
        app.MapTask("mean", (double[] values) => values.Average())
            .WithExample("""{"values":[1,2,4]}""");
        #endregion

        #region summary
        app.MapTask("measure", (double[] values) => new { mean = values.Average(), range = new { min = values.Min(), max = values.Max() }, values })
            .WithSummary("/mean", "/range/min", "/range/max", "/values/0");
        #endregion

        #region views
        app.MapTask("throw", (double speed) => Throw.Simulate(speed))
            .WithView(v => v.Path("Flight", "/r").Axes("x", "y", "z", unit: "m").ColorBy("/t", "time", "s").EqualScale())
            .WithView(v => v.Lines("Height").X("/t", "time", "s").Y("/r/*/2", "height", "m").Y("/v/*/2", "climb", "m/s", side: Side.Right));
        #endregion

        app.MapTask("regress", () => new Regression([0.5, 0.25], [0.1, 0.1], [1, 2, 3]));

        #region context
        app.MapTask("primes", (int upTo, TaskContext task, CancellationToken cancel) =>
        {
            task.Logger.LogInformation("Counting begins");
            int count = 0;
            for (int n = 2; n <= upTo; n++)
            {
                if (n % 1000 == 0)
                {
                    cancel.ThrowIfCancellationRequested();
                    task.ReportProgress((double)n / upTo, $"{count} so far");
                }

                count += IsPrime(n) ? 1 : 0;
            }

            return count;
        });
        #endregion

        #region failing
        app.MapTask("withdraw", (string account, decimal amount, Accounts accounts) =>
        {
            if (!accounts.Exist(account))
            {
                // Trying again would not help.
                throw new TaskFailedException($"There is no account {account}.");
            }

            // If this throws, the task is tried again.
            accounts.Withdraw(account, amount);
        });
        #endregion

        #region at-least-once
        app.MapTask("publish", (string page, string text, Site site, TaskContext task) =>
            // UPDATE page SET text = @text, attempt = @attempt WHERE name = @page AND task = @task AND attempt < @attempt
            site.Update(page, text, task.Id.Value, task.Attempt));
        #endregion
    }

    #region services
    private static async Task<int> FetchAsync(string url, HttpClient http, TaskContext task, CancellationToken cancel)
    {
        task.ReportProgress(0, "waiting for the page");
        byte[] page = await http.GetByteArrayAsync(url, cancel);
        return page.Length;
    }
    #endregion

    private static bool IsPrime(int n)
    {
        for (int d = 2; d * d <= n; d++)
        {
            if (n % d == 0)
            {
                return false;
            }
        }

        return true;
    }
}

internal sealed record Throw(double[] T, double[][] R, double[][] V)
{
    /// <summary>A tenth of a second at a time, without drag, until it is down again.</summary>
    public static Throw Simulate(double speed)
    {
        double[] times = [.. Enumerable.Range(0, Math.Max(2, (int)(speed / 9.81 * 20))).Select(i => i / 10.0)];
        return new Throw(
            times, [.. times.Select(t => new[] { speed * t, 0, (speed * t) - (4.905 * t * t) })],
            [.. times.Select(t => new[] { speed, 0, speed - (9.81 * t) })]);
    }
}

internal sealed class Money(decimal amount, string currency)
{
    private readonly decimal _amount = amount;
    private readonly string _currency = currency;

    public Money Times(decimal rate) => new(_amount * rate, _currency);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{_amount} {_currency}");
}

internal sealed class MoneyConverter : JsonConverter<Money>
{
    public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString()?.Split(' ') is [var amount, var currency]
            ? new Money(decimal.Parse(amount, CultureInfo.InvariantCulture), currency)
            : throw new JsonException("An amount and a currency were expected.");

    public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}

internal sealed class Accounts
{
    private readonly Dictionary<string, decimal> _balances = new() { ["a"] = 10 };

    public bool Exist(string account) => _balances.ContainsKey(account);

    public void Withdraw(string account, decimal amount) =>
        _balances[account] = _balances[account] >= amount ? _balances[account] - amount : throw new IOException("Not enough yet.");
}

internal sealed class Site
{
    public List<(string Page, string Text, long Task, int Attempt)> Updates { get; } = [];

    public void Update(string page, string text, long task, int attempt) => Updates.Add((page, text, task, attempt));
}
