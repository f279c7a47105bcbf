using Errand.TestServers;

namespace Errand.OpenApi.Tests;

/// <summary>The programs of <c>Tools/package-lock.json</c>, which <c>./test</c> installs.</summary>
internal static class NodeTool
{
    /// <summary>Names the folder that they are installed in.</summary>
    private const string Variable = "ERRAND_TEST_OPENAPI_TOOLS";

    public static string Folder
    {
        get
        {
            string? folder = Environment.GetEnvironmentVariable(Variable);
            if (string.IsNullOrEmpty(folder) && Environment.GetEnvironmentVariable("CI") is not "true")
            {
                Assert.Skip($"{Variable} does not name the folder of the tools.");
            }

            return folder!;
        }
    }

    public static string File(string name) => Path.Combine(Repository.Root, "tests", "Errand.OpenApi.Tests", "Tools", name);

    /// <summary>Fails with what the program says unless it succeeds.</summary>
    /// <param name="script">Of one of the programs, below <c>node_modules</c>.</param>
    /// <param name="arguments">Its arguments.</param>
    public static Task SucceedAsync(string script, params string[] arguments) =>
        Run.SucceedAsync("node", Folder, [Path.Combine(Folder, "node_modules", script), .. arguments], Quiet);

    /// <summary>They ask nobody for newer versions, and tell nobody that they ran.</summary>
    private static readonly (string Name, string Value)[] Quiet =
        [("REDOCLY_TELEMETRY", "off"), ("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true"), ("NO_UPDATE_NOTIFIER", "1")];
}
