namespace Errand.TestServers;

/// <summary>A folder in which programs in TypeScript use the client: compiled as its own settings have it, and run by Node.</summary>
public sealed class NodeProject : IDisposable
{
    /// <summary>Names the compiler of TypeScript, which <c>./test</c> installs.</summary>
    private const string CompilerVariable = "ERRAND_TEST_TSC";

    /// <summary>Names a folder with openapi-fetch and its types, which <c>./test</c> installs.</summary>
    private const string ModulesVariable = "ERRAND_TEST_NODE_MODULES";

    private static readonly string Clients = Path.Combine(Repository.Root, "clients");

    private readonly TestFolder _folder = new();

    public NodeProject()
    {
        string modules = _folder.File("node_modules");
        Directory.CreateDirectory(modules);
        foreach (string module in Directory.EnumerateDirectories(Environment.GetEnvironmentVariable(ModulesVariable)!))
        {
            Directory.CreateSymbolicLink(Path.Combine(modules, Path.GetFileName(module)), module);
        }

        File.Copy(Path.Combine(Clients, "tsconfig.json"), _folder.File("tsconfig.json"));
        File.Copy(Path.Combine(Clients, "errand.ts"), _folder.File("errand.ts"));
        File.WriteAllText(_folder.File("package.json"), """{"type":"module"}""");
        File.WriteAllText(_folder.File("node.d.ts"), "declare const process: { argv: string[] };");
    }

    /// <summary>Why programs in TypeScript cannot be tested here; null when they can.</summary>
    public static string? Missing =>
        Environment.GetEnvironmentVariable("CI") is "true" ? null
        : Array.Find([CompilerVariable, ModulesVariable], IsNotSet) is { } missing
            ? $"{missing} is not set; ./test sets it."
            : null;

    private static bool IsNotSet(string variable) => string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));

    public void Add(string name, string text) => File.WriteAllText(_folder.File(name), text);

    /// <summary>Makes a package of the client, and installs it as <c>@errand/client</c>.</summary>
    public async Task InstallClientAsync()
    {
        string package = _folder.File("package");
        Directory.CreateDirectory(package);
        foreach (string file in (string[])["errand.ts", "package.json", "tsconfig.json"])
        {
            File.Copy(Path.Combine(Clients, file), Path.Combine(package, file));
        }

        Directory.CreateSymbolicLink(Path.Combine(package, "node_modules"), _folder.File("node_modules"));
        await CompileAsync(package);
        await Script.RunAsync("npm", package, ["pack", "--silent", "--pack-destination", _folder.Path]);
        string installed = _folder.File("node_modules/@errand/client");
        Directory.CreateDirectory(installed);
        await Script.RunAsync("tar", installed, ["-xzf", _folder.File("errand-client-0.1.0.tgz"), "--strip-components", "1"]);
        Directory.Delete(package, recursive: true);
    }

    /// <summary>Compiles what is there.</summary>
    public Task CompileAsync() => CompileAsync(_folder.Path);

    /// <summary>Runs a compiled program, and returns what it wrote.</summary>
    public async Task<string> RunAsync(string name, params string[] args) => (await Script.RunAsync("node", _folder.Path, [name, .. args]))!;

    public void Dispose() => _folder.Dispose();

    private static async Task CompileAsync(string folder)
    {
        string compiler = Environment.GetEnvironmentVariable(CompilerVariable)!;
        await Script.RunAsync("node", folder, [compiler, "--project", "tsconfig.json", "--pretty", "false"]);
    }
}
