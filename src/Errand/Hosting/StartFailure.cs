using System.Net.Sockets;
using System.Security.Cryptography;
using Errand.Storage;
using Microsoft.Extensions.Options;

namespace Errand.Hosting;

/// <summary>Why a server did not start.</summary>
/// <param name="Sentence">For its operator.</param>
/// <param name="ExitCode">Of the process.</param>
internal sealed record StartFailure(string Sentence, int ExitCode)
{
    /// <summary>EX_CONFIG of sysexits.h: the settings are wrong, so starting again is of no use.</summary>
    public const int WrongSettings = 78;

    /// <summary>The store is away: starting again may help.</summary>
    public const int StoreAway = 1;

    /// <param name="exception">What ended the start.</param>
    /// <param name="urls">Where it was to listen.</param>
    /// <param name="isUnfitTask">A mapped function cannot be a task, which its author reads of in the exception's message.</param>
    /// <returns>Null when it is a fault of the program: neither of its functions, nor of its settings, nor of its store.</returns>
    public static StartFailure? Of(Exception exception, string urls, bool isUnfitTask = false) => exception switch
    {
        _ when isUnfitTask => new(exception.Message, WrongSettings),
        SettingsException or StoreRefusedException or OptionsValidationException => new(exception.Message, WrongSettings),
        StoreException => new($"The store does not open: {exception.Message}", StoreAway),
        IOException when AddressTaken(exception) => new(
            $"The address {urls} is taken by another program; set ASPNETCORE_URLS, ASPNETCORE_HTTP_PORTS or PORT, whichever you use, to a free one.", WrongSettings),
        // The framework has no types of its own for these.
        InvalidOperationException { Source: "Microsoft.AspNetCore.Server.Kestrel.Core" } when IsHttps(urls) => new(
            $"The server cannot listen on {urls} without a certificate; set Kestrel__Certificates__Default__Path to one, or listen on http.",
            WrongSettings),
        FileNotFoundException or DirectoryNotFoundException or CryptographicException when IsHttps(urls) => new(
            $"The server cannot read a certificate for {urls}; see Kestrel__Certificates__Default__Path: {exception.Message}",
            WrongSettings),
        InvalidOperationException { Source: { } source } when source.StartsWith(
            "Microsoft.Extensions.Logging", StringComparison.Ordinal) => new(
            $"A setting of the section Logging is wrong: {exception.Message}", WrongSettings),
        SocketException or IOException { InnerException: SocketException } => new(
            $"The server cannot listen on {urls}; set ASPNETCORE_URLS, ASPNETCORE_HTTP_PORTS or PORT to an address of this machine: {exception.Message}",
            WrongSettings),
        _ => null,
    };

    private static bool IsHttps(string urls) => urls.Contains("https:", StringComparison.OrdinalIgnoreCase);

    private static bool AddressTaken(Exception exception)
    {
        for (Exception? e = exception; e is not null; e = e.InnerException)
        {
            if (e is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse })
            {
                return true;
            }
        }

        return false;
    }
}
