using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Errand.Tests.Binding;

public sealed class NoDynamicCodeTests
{
    private static readonly Type[] Suites =
    [
        typeof(ArgsCheckTests), typeof(HandlerTests), typeof(KeyTests), typeof(PropertyTests), typeof(SchemaAgreementTests),
        typeof(SchemaTests),
        typeof(SignatureTests), typeof(ValueTests),
    ];

    /// <summary>As in a one-file program. The switches hold for a whole process, so the other tests run once more in another one.</summary>
    [Fact]
    public async Task All_of_it_works_without_dynamic_code_and_reflection_json()
    {
        string assembly = typeof(NoDynamicCodeTests).Assembly.Location;
        JsonNode config = JsonNode.Parse(
            await File.ReadAllTextAsync(Path.ChangeExtension(assembly, ".runtimeconfig.json"), TestContext.Current.CancellationToken))!;
        var switches = (JsonObject)(config["runtimeOptions"]!["configProperties"] ??= new JsonObject());
        switches["System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeSupported"] = false;
        switches["System.Text.Json.JsonSerializer.IsReflectionEnabledByDefault"] = false;
        string changed = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.runtimeconfig.json");
        await File.WriteAllTextAsync(changed, config.ToJsonString(), TestContext.Current.CancellationToken);
        try
        {
            (int exitCode, string output) = await RunAsync(
                ["exec", "--runtimeconfig", changed, assembly, .. Suites.SelectMany(s => new[] { "-class", s.FullName! })]);
            Assert.True(exitCode == 0, output);
            Assert.Contains("Failed: 0", output, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(changed);
        }
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string[] arguments)
    {
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        using Process process = Process.Start(new ProcessStartInfo(host, arguments) { RedirectStandardOutput = true })!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output);
    }
}
