package org.strowger.engine.dip;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// Finds all addresses of a host by its name; may take as long as the name server likes.
interface NameLookup {
    List<InetAddress> addresses(String host) throws UnknownHostException;

    /// As this machine looks names up.
    static NameLookup ofThisMachine() {
        return host -> List.of(InetAddress.getAllByName(host));
    }
}
