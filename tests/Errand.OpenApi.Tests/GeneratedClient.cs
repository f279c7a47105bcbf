using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using Errand.TestServers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace Errand.OpenApi.Tests;

/// <summary>A client in C# that was generated, and what somebody writes with it.</summary>
internal static class GeneratedClient
{
    /// <summary>Compiles both and runs what was written.</summary>
    /// <param name="generated">The files that were generated.</param>
    /// <param name="use">The name of a file of <c>Uses</c>.</param>
    /// <param name="server">Where it runs.</param>
    public static async Task RunAsync(IEnumerable<string> generated, string use, Uri server)
    {
        string[] files = [.. generated, Path.Combine(Repository.Root, "tests", "Errand.OpenApi.Tests", "Uses", use)];
        using var code = new MemoryStream();
        EmitResult result = CSharpCompilation.Create(
            use,
            await Task.WhenAll(files.Select(async file => CSharpSyntaxTree.ParseText(await File.ReadAllTextAsync(file), path: file))),
            References(),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).Emit(code);
        Assert.Empty(result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));

        code.Position = 0;
        var context = new AssemblyLoadContext(use, isCollectible: true);
        MethodInfo run = context.LoadFromStream(code).GetType("Use")!.GetMethod("RunAsync")!;
        // The code is not ours: what Kiota makes reads dates by the culture. The server keeps that of all tests.
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        await (Task)run.Invoke(null, [server])!;
        context.Unload();
    }

    /// <summary>All that this program stands on.</summary>
    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
        .Select(file => MetadataReference.CreateFromFile(file));
}
