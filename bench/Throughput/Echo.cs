using System.Text.Json.Serialization;

namespace Throughput;

/// <summary>The limit of bare Kestrel: reads a small JSON body and answers with one of the size of a task.</summary>
internal static partial class Echo
{
    /// <summary>The first word of its command line.</summary>
    public const string Word = "echo";

    public static void Run()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, EchoJson.Default));
        WebApplication app = builder.Build();
        app.MapPost("/", (EchoArgs args) => new EchoAnswer(
            args.Number, "noop", "waiting", args.Text, "2026-01-01T00:00:00.000Z", "2026-01-02T00:00:00.000Z", "/v1/tasks/1"));
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            // The same line as an Errand server writes, so that both are started alike.
            Console.Error.WriteLine($"  address     {app.Urls.First()}");
            Console.Error.WriteLine("  task types  none");
        });
        app.Run();
    }

    internal sealed record EchoArgs(int Number, string Text);

    internal sealed record EchoAnswer(int Id, string Type, string Status, string Text, string CreatedAt, string ExpiresAt, string Self);

    [JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
    [JsonSerializable(typeof(EchoArgs))]
    [JsonSerializable(typeof(EchoAnswer))]
    private sealed partial class EchoJson : JsonSerializerContext;
}
