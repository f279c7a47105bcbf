namespace Errand.Types;

/// <summary>What a check makes of members at the top level of the arguments that the signature does not name.</summary>
internal enum UnknownArgs
{
    /// <summary>Each is a fault.</summary>
    Refused,

    /// <summary>They are accepted and ignored.</summary>
    Allowed,
}
