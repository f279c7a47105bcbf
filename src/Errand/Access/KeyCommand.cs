using System.Globalization;
using Errand.Storage.Access;

namespace Errand.Access;

/// <summary>Makes, lists, replaces and revokes keys from the command line. No server needs to run.</summary>
/// <param name="keys">Does it.</param>
/// <param name="output">What a script may read: a key that was made, and nothing else; or the list.</param>
/// <param name="messages">What a person reads.</param>
internal sealed class KeyCommand(KeyIssuer keys, TextWriter output, TextWriter messages)
{
    /// <summary>There is no such key, or already one.</summary>
    public const int Refused = 1;

    /// <returns>The exit code.</returns>
    public Task<int> RunAsync(KeyCommandLine command, CancellationToken cancellationToken) => command.Verb switch
    {
        "create" => CreateAsync(command),
        "rotate" => RotateAsync(command),
        "revoke" => RevokeAsync(command),
        _ => ListAsync(cancellationToken),
    };

    private async Task<int> CreateAsync(KeyCommandLine command)
    {
        var terms = new KeyTerms(command.Target, command.Scopes, command.Lifetime, command.Rate, command.Note);
        return await TellAsync(
            await keys.CreateAsync(terms, Actor.CommandLine),
            $"There is a key called {command.Target} already: rotate it, revoke it first, or choose another name.");
    }

    private async Task<int> RotateAsync(KeyCommandLine command) => await TellAsync(
        await keys.RotateAsync(command.Target, command.Overlap, Actor.CommandLine),
        $"No key that is still good has the id {command.Target}; `{KeyCommandLine.Word} list` shows them.");

    private async Task<int> RevokeAsync(KeyCommandLine command)
    {
        bool isKnown = await keys.RevokeAsync(command.Target, Actor.CommandLine);
        await messages.WriteLineAsync(
            isKnown ? $"The key {command.Target} is revoked; servers that run know it in 5 seconds at most."
            : $"No key has the id {command.Target}; `{KeyCommandLine.Word} list` shows them.");
        return isKnown ? 0 : Refused;
    }

    private async Task<int> ListAsync(CancellationToken cancellationToken)
    {
        await output.WriteLineAsync("id\tname\tscopes\trate\tcreated\texpires\trevoked\tlast used\tnote");
        foreach (StoredKey key in await keys.ListAsync(cancellationToken))
        {
            string[] cells =
            [
                key.Id, key.Subject[KeyIssuer.SubjectPrefix.Length..], key.Scopes, key.Rate?.ToString(CultureInfo.InvariantCulture) ?? "",
                TextOf(key.CreatedAt), TextOf(key.ExpiresAt), TextOf(key.RevokedAt), TextOf(key.LastUsedAt), OneLine(key.Note ?? ""),
            ];
            await output.WriteLineAsync(string.Join('\t', cells));
        }

        return 0;
    }

    private async Task<int> TellAsync(IssuedKey? key, string refusal)
    {
        if (key is null)
        {
            await messages.WriteLineAsync(refusal);
            return Refused;
        }

        string end = key.Stored.ExpiresAt is { } expires ? $"expires {TextOf(expires)}" : "does not expire";
        await messages.WriteLineAsync(
            $"Made the key {key.Stored.Id} for {key.Stored.Subject[KeyIssuer.SubjectPrefix.Length..]}: {key.Stored.Scopes}; it {end}. "
            + "This is the only time it is shown:");
        await output.WriteLineAsync(key.Text);
        return 0;
    }

    private static string TextOf(DateTimeOffset? instant) =>
        instant?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A note may hold anything.</summary>
    private static string OneLine(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));
}
