using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Errand.Hosting;

/// <summary>Why a server did not start, in one sentence for its operator.</summary>
internal static class StartFailure
{
    /// <summary>EX_CONFIG of sysexits.h: the settings are wrong, so starting again is of no use.</summary>
    public const int ExitCode = 78;

    /// <summary>The sentence, or null when it is a fault of the program and not of its settings.</summary>
    public static string? Explain(Exception exception, string urls) => exception switch
    {
        SettingsException or StoreRefusedException => exception.Message,
        StoreException => $"The store does not open: {exception.Message}",
        OptionsValidationException => exception.Message,
        IOException when AddressTaken(exception) =>
            $"The address {urls} is taken by another program; set PORT (or ASPNETCORE_URLS) to a free one.",
        SocketException or IOException { InnerException: SocketException } =>
            $"The server cannot listen on {urls}; set PORT or ASPNETCORE_URLS to an address of this machine: {exception.Message}",
        _ => null,
    };

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
