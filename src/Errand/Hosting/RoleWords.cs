using Errand.Access;

namespace Errand.Hosting;

/// <summary>The words at the start of the command line that pick the roles: none or <c>all</c>, or any of <c>web</c>, <c>handler</c>,
/// <c>janitor</c>.</summary>
internal static class RoleWords
{
    /// <exception cref="SettingsException">A word is not a role.</exception>
    public static ErrandRoles Parse(string[] args)
    {
        ErrandRoles roles = ErrandRoles.None;
        foreach (string word in args.TakeWhile(IsWord))
        {
            roles |= word switch
            {
                "all" => ErrandRoles.All,
                "web" => ErrandRoles.Web,
                "handler" => ErrandRoles.Handler,
                "janitor" => ErrandRoles.Janitor,
                _ => throw new SettingsException(
                    $"\"{word}\" is not a role: start the command line with `all`, or with any of web, handler and janitor; or with `keys`."),
            };
        }

        return roles == ErrandRoles.None ? ErrandRoles.All : roles;
    }

    /// <summary>The command behind the word <c>keys</c>.</summary>
    /// <exception cref="SettingsException">It is wrong.</exception>
    public static KeyCommandLine CommandOf(string[] words)
    {
        try
        {
            return KeyCommandLine.Parse(words);
        }
        catch (FormatException e)
        {
            throw new SettingsException(e.Message, e);
        }
    }

    /// <summary>The rest of the command line: settings as <c>--NAME value</c>.</summary>
    public static string[] SettingsOf(string[] args) => [.. args.SkipWhile(IsWord)];

    public static string Describe(ErrandRoles roles) => string.Join(", ",
        new[] { ErrandRoles.Web, ErrandRoles.Handler, ErrandRoles.Janitor }.Where(role => roles.HasFlag(role)).Select(role => role switch
        {
            ErrandRoles.Web => "web",
            ErrandRoles.Handler => "handler",
            _ => "janitor",
        }));

    private static bool IsWord(string arg) => !arg.StartsWith('-') && !arg.StartsWith('/') && !arg.Contains('=', StringComparison.Ordinal);
}
