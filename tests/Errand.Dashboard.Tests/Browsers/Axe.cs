using Deque.AxeCore.Commons;
using Errand.Dashboard.Tests.Servers;

namespace Errand.Dashboard.Tests.Browsers;

/// <summary>The checks of axe-core: what keeps people from reading and using a page.</summary>
/// <remarks>Deque's own runner puts the script into the page for each check and opens a second page for its report, which takes longer than
/// the check.</remarks>
internal static class Axe
{
    private const string Resource = "Deque.AxeCore.Commons.Resources.axe.min.js";

    /// <summary>What frames show is data of users, in a page of its own.</summary>
    private const string Check = """
        async ([only, without]) => {
          const options = { resultTypes: ["violations"], iframes: false };
          if (only.length > 0) { options.runOnly = only; }
          options.rules = Object.fromEntries(without.map(rule => [rule, { enabled: false }]));
          const { violations } = await axe.run(document, options);
          return violations.flatMap(({ id, help, nodes }) =>
            nodes.map(({ html, any }) => `${id}: ${help}: ${html}: ${any.map(({ message }) => message).join(" ")}`));
        }
        """;

    private static readonly Lazy<string> Script = new(Read);

    /// <summary>What is wrong with the page as it is shown now.</summary>
    /// <param name="tab">Shows the page.</param>
    /// <param name="only">The rules to check; none: all.</param>
    /// <param name="without">Rules to leave out.</param>
    public static async Task<IReadOnlyList<string>> FaultsAsync(Tab tab, string[]? only = null, string[]? without = null)
    {
        if (!await tab.ValueAsync<bool>("'axe' in globalThis"))
        {
            await tab.RunAsync(Script.Value);
        }

        return await tab.Page.EvaluateAsync<string[]>(Check, new[] { only ?? [], without ?? [] }).Soon();
    }

    private static string Read()
    {
        using Stream stream = typeof(AxeResult).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
