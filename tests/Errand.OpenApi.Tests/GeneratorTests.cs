using Errand.TestServers;

namespace Errand.OpenApi.Tests;

/// <summary>Clients that generators make of the document compile, and work with the server.</summary>
public sealed class GeneratorTests(ExampleServer server)
{
    private static readonly string Project = Path.Combine(Repository.Root, "tests", "Errand.OpenApi.Tests");

    /// <summary>What the programs of the manifest ask of the network, they do without.</summary>
    private static readonly (string Name, string Value)[] Offline = [("KIOTA_OFFLINE_ENABLED", "true"), ("KIOTA_TUTORIAL_ENABLED", "false")];

    [Fact]
    public async Task Types_for_TypeScript_fit_what_the_server_answers()
    {
        string folder = server.NewFolder();
        Directory.CreateSymbolicLink(Path.Combine(folder, "node_modules"), Path.Combine(NodeTool.Folder, "node_modules"));
        File.Copy(Path.Combine(Project, "Uses", "client.mts"), Path.Combine(folder, "client.mts"));

        await NodeTool.SucceedAsync(
            "openapi-typescript/bin/cli.js", server.Document, "--default-non-nullable=false", "-o", Path.Combine(folder, "schema.d.mts"));
        await NodeTool.SucceedAsync(
            "typescript/lib/tsc.js", "--strict", "--noUncheckedIndexedAccess", "--target", "es2022", "--module", "nodenext", "--lib", "es2022,dom",
            "--skipLibCheck", "--pretty", "false", Path.Combine(folder, "client.mts"));
        await Run.SucceedAsync("node", folder, ["client.mjs", server.Address.ToString().TrimEnd('/')]);
    }

    [Fact]
    public async Task A_client_of_Kiota_works()
    {
        string folder = server.NewFolder();

        await Run.SucceedAsync(
            "dotnet", Project,
            [
                "tool", "run", "kiota", "generate", "--language", "CSharp", "--openapi", server.Document, "--class-name", "ErrandApi",
                "--namespace-name", "Generated", "--output", folder, "--exclude-backward-compatible",
                "--serializer", "Microsoft.Kiota.Serialization.Json.JsonSerializationWriterFactory",
                "--deserializer", "Microsoft.Kiota.Serialization.Json.JsonParseNodeFactory",
            ],
            Offline);

        await GeneratedClient.RunAsync(Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories), "KiotaUse.cs", server.Address);
    }

    [Fact]
    public async Task A_client_of_NSwag_works()
    {
        string file = Path.Combine(server.NewFolder(), "ErrandApi.cs");

        await Run.SucceedAsync(
            "dotnet", Project,
            [
                "tool", "run", "nswag", "openapi2csclient", $"/input:{server.Document}", $"/output:{file}", "/namespace:Generated",
                "/className:ErrandApi", "/operationGenerationMode:SingleClientFromOperationId", "/jsonLibrary:SystemTextJson",
                "/generateOptionalParameters:true",
            ]);

        await GeneratedClient.RunAsync([file], "NSwagUse.cs", server.Address);
    }
}
