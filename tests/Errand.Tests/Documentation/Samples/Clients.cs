using System.Text.Json.Serialization;
using Errand;
using Microsoft.Extensions.DependencyInjection;

namespace DocumentationSamples;

#region contract
public sealed record AddArgs(int X, int Y);

public static class Tasks
{
    public static readonly TaskContract<AddArgs, int> Add = new("add");
}
#endregion

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AddArgs))]
[JsonSerializable(typeof(int))]
internal sealed partial class AppJson : JsonSerializerContext;

internal static class Clients
{
    #region aot
    public static readonly TaskContract<AddArgs, int> Lean = new("add", AppJson.Default.AddArgs, AppJson.Default.Int32);
    #endregion

    public static void Map(ErrandApp app)
    {
        #region map
        app.MapTask(Tasks.Add, (AddArgs args) => args.X + args.Y);
        #endregion
    }

    public static async Task<int> RunAsync()
    {
        #region short
        using var client = new ErrandClient(new Uri("http://localhost:5000"));
        int sum = await client.RunAsync(Tasks.Add, new(1, 2));
        #endregion
        return sum;
    }

    public static void Add(IServiceCollection services, string address, string? key)
    {
        #region services
        services.AddErrandClient(options =>
        {
            options.Address = new Uri(address);
            options.Key = key;
        });
        #endregion
    }

    public static async Task<(int Sum, int Late, TaskView View)> RunAsync(string address, string? key, CancellationToken cancel)
    {
        #region run
        using var client = new ErrandClient(new Uri(address), key);

        // Submits, waits and reads the result.
        int sum = await client.RunAsync(Tasks.Add, new(1, 2), cancel);

        // Or one after the other.
        SubmittedTask<int> task = await client.SubmitAsync(Tasks.Add, new(1, 2), new() { Tags = ["mine"], IdempotencyKey = "sum-1" }, cancel);
        await foreach (TaskUpdate update in task.EventsAsync(cancel))
        {
            Console.WriteLine(update);
        }

        int late = await task.ResultAsync(cancel);

        // Without a contract.
        TaskView view = await client.SubmitAsync("add", new { x = 1, y = 2 }, cancel);
        #endregion
        return (sum, late, view);
    }

    public static async Task<double> SumAsync<T>(ErrandClient client, SubmittedTask<T> task, CancellationToken cancel)
    {
        double total = 0;
        #region items
        await foreach (double value in client.ReadItemsAsync<double>(task.Id, "/values", cancellationToken: cancel))
        {
            total += value;
        }
        #endregion
        return total;
    }
}
